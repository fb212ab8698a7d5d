#include "report/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/spread.h"
#include "text/money.h"

namespace llmtco {

std::string chart_name(const OptionResult& option) { return option.name + (option.yardstick ? " *" : ""); }

std::string capitalized(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

ChartRow row_for_scripts(const OptionResult& option, const Result& result) {
  return {.name = chart_name(option), .best = option.name == result.answer.best};
}

std::string with_range(const Summary& figure, const Label& words) {
  const std::string mean = words(figure.mean.value);
  if (is_fixed(figure)) return mean;
  return fmt::format("{}; nine draws of ten: {} to {}", mean, words(figure.p5.value),
                     words(figure.p95.value));
}

std::string tick_seconds(double seconds) { return fmt::format("{:.6g} s", seconds); }

std::string tick_share(double share) { return fmt::format("{:.6g} %", std::round(1e8 * share) / 1e6); }

std::string tick_money(double amount) {
  std::string text = short_money(amount);
  const std::size_t point = text.find('.');
  if (amount == 0) return money_sign() + "0";
  if (point == std::string::npos) return text;
  const std::size_t letter = std::min(text.find_first_not_of("0123456789", point + 1), text.size());
  std::size_t keep = text.find_last_not_of('0', letter - 1);
  if (keep != point) ++keep;
  return text.erase(keep, letter - keep);
}

void RowChart::name(Svg& svg, std::size_t row, const OptionResult& option, const Result& result) const {
  constexpr std::size_t columns = 22;
  const bool best = option.name == result.answer.best;
  svg.text({left - 10, middle(row) + 4}, shortened_within(chart_name(option), columns),
           best ? "end best" : "end");
}

void RowChart::words(Svg& svg, std::size_t row, const std::string& words) const {
  if (!words.empty()) svg.text({right + 10, middle(row) + 4}, words);
}

}  // namespace llmtco
