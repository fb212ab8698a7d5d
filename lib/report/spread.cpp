#include "report/spread.h"

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "report/numbers.h"
#include "text/characters.h"

namespace llmtco {
namespace {

/// Sums of 16,384 doubles differ by about this share when they are taken in another order.
constexpr double rounding = 1e-9;

}  // namespace

bool is_fixed(const Summary& figure, double size) {
  return std::abs(figure.p95.value - figure.p5.value) <= rounding * size &&
         figure.sd.value <= rounding * size;
}
bool is_fixed(const Summary& figure) { return is_fixed(figure, std::abs(figure.mean.value)); }

bool costs_are_fixed(const Result& result) {
  return std::all_of(result.options.begin(), result.options.end(), [](const OptionResult& option) {
    const Statistics* cost = option.find(measures::monthly_cost);
    return cost == nullptr || is_fixed(*cost);
  });
}

std::string Sums::operator()(double usd) const {
  const double size = std::abs(usd);
  if (!fixed_ || largest_ >= 1e6) return short_money(usd);
  if (largest_ < 99.995) return money(usd);
  if (0 < size && size < 0.995) return (usd < 0 ? ">-" : "<") + money_sign() + "1";
  const std::string digits = grouped(size, 0);
  return (usd < 0 && digits != "0" ? "-" : "") + money_sign() + digits;
}

std::string Sums::change(double usd) const { return usd > 0 ? "+" + (*this)(usd) : (*this)(usd); }

Sums monthly_sums(const Result& result) {
  double largest = 0;
  for (const OptionResult& option : result.options) {
    if (const Statistics* cost = option.find(measures::monthly_cost))
      largest = std::max(largest, std::abs(cost->mean.value));
  }
  return {costs_are_fixed(result), largest};
}

std::string rough_money(double usd) {
  if (usd == 0) return short_money(usd);
  const double unit = std::pow(10, std::floor(std::log10(std::abs(usd))) - 1);
  std::string text = short_money(std::round(usd / unit) * unit);
  // What stands behind the point of "22.0k" is no digit any more; in "1.00M" it is the second.
  const std::size_t point = text.find('.');
  if (point != std::string::npos && is_digit(text[point - 1]) && is_digit(text[point - 2]))
    text.erase(point, 2);
  return text;
}

std::string short_count(double value) {
  return std::abs(value) < 9'999.5 ? count(value)
                                   : short_money(value).erase(value < 0 ? 1 : 0, money_sign().size());
}

}  // namespace llmtco
