#include "report/bars.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "text/money.h"
#include "text/plane.h"

namespace llmtco {
namespace {

/// "20k" of 20,000: the heading says that it is money.
std::string label(double amount) {
  std::string text = amount == 0 ? "0" : short_money(amount).substr(money_sign().size());
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text;
  const std::size_t letter = std::min(text.find_first_not_of("0123456789", point + 1), text.size());
  const std::size_t last = text.find_last_not_of('0', letter - 1);
  return text.erase(last == point ? point : last + 1, letter - (last == point ? point : last + 1));
}

}  // namespace

std::size_t place_of(double amount, const Scale& scale) {
  const double share = std::clamp(amount / scale.high, 0.0, 1.0);
  return static_cast<std::size_t>(std::lround(share * static_cast<double>(scale.width)));
}

std::string bar(double amount, const Scale& scale, const Style& style) {
  static const std::array<const char*, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (!(amount > 0) || scale.width == 0) return "";
  const double length = std::min(amount / scale.high, 1.0) * static_cast<double>(scale.width);
  if (!style.unicode) return std::string(std::max<std::size_t>(1, place_of(amount, scale)), '#');
  const auto parts = static_cast<std::size_t>(std::max(1L, std::lround(8 * length)));
  std::string text;
  for (std::size_t i = 0; i < parts / 8; ++i) text += "█";
  return text + eighths[parts % 8];
}

std::string interval_bar(double low, double high, const Scale& scale, const Style& style) {
  if (scale.width == 0) return "";
  const std::size_t last = scale.width - 1;
  const std::size_t begin = std::min(place_of(low, scale), last);
  const std::size_t end = std::clamp(place_of(high, scale), begin + 1, last + 1) - 1;
  std::string text(begin, ' ');
  if (begin == end) return text + (style.unicode ? "│" : "|");
  text += style.unicode ? "├" : "|";
  for (std::size_t i = begin + 1; i < end; ++i) text += style.unicode ? "─" : "-";
  return text + (style.unicode ? "┤" : "|");
}

double round_end(double most) {
  if (!(most > 0)) return 1;
  const double step = round_step(most / 6);
  return step * std::ceil(most / step * (1 - 1e-9));
}

std::string axis_line(const Scale& scale) {
  // A label for every ten characters, at most.
  const double step =
      std::min(scale.high, round_step(scale.high / std::max(1.0, static_cast<double>(scale.width) / 10)));
  std::string line;
  for (int i = 0; step * i <= scale.high * (1 + 1e-9); ++i) {
    const std::size_t at = place_of(step * i, scale);
    const std::string text = label(step * i);
    if (i > 0 && at <= line.size()) continue;
    line.resize(at, ' ');
    line += text;
  }
  return line;
}

}  // namespace llmtco
