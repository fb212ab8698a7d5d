#pragma once
#include <string>
#include <string_view>

namespace llmtco {

/// A number with thousands apart: 1,234,567.8 of one decimal; never "-0". Whole numbers are rounded half up, as people do.
std::string grouped(double value, int decimals);
/// So many significant digits without an exponent: 0.004998, 12,300.
std::string significant(double value, int digits);

/// While it lives, this thread writes sums of money in a currency, as a stream's locale would: the sign of its code
/// (EUR is €, CHF is "CHF "). Dollars otherwise.
class MoneyIn {
 public:
  explicit MoneyIn(std::string_view code);
  ~MoneyIn();
  MoneyIn(const MoneyIn&) = delete;
  MoneyIn& operator=(const MoneyIn&) = delete;

 private:
  std::string before_;
};
/// "$", or the sign of the currency that sums are written in.
const std::string& money_sign();

/// Dollars for people: $49,975 from a hundred up, $12.34 below, four significant digits below ten cents
/// ($0.004998). Minus zero is zero. The sign stands before the dollar: -$743.
std::string money(double usd);
/// Dollars where every digit would say too much: $5.33, $66, $417, $11.6k, $417k, $1.28M, $2.50B.
std::string short_money(double usd);

}  // namespace llmtco
