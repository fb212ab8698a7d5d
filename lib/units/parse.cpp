#include "units/parse.h"

#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "text/characters.h"
#include "text/currencies.h"
#include "units/unit_table.h"

namespace llmtco {
namespace {

bool is_word(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '$' || c == '%'; }

constexpr std::pair<std::string_view, double> multiplier_words[] = {
    {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}};

/// Reads one quantity from left to right; the first complaint stands.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), rest_(text) {}

  std::variant<Measured, QuantityError> quantity() {
    skip_space();
    const bool negative = take('-');
    const bool dollars = take('$');
    const auto foreign = dollars ? std::nullopt : take_currency();
    skip_space();
    Measured result{number(), {}};
    if (error_) return *error_;
    result.value *= multiplier() * (negative ? -1 : 1);
    if (dollars || foreign) result.dimension.usd = 1;
    result.currency = foreign.value_or("");
    skip_space();
    if (!error_ && !rest_.empty() && is_digit(rest_.front())) {
      fail(fmt::format("{} has spaces between its digits; write it without, or with k, M, B", shown(text_)));
    }
    if (!rest_.empty() && rest_.front() == '%') {
      rest_.remove_prefix(1);
      result.value /= 100;
    } else if (!rest_.empty() && (is_word(rest_.front()) || currency_at(rest_)) && !at_per()) {
      apply(unit(), +1, result);
    }
    denominators(result);
    return finish(result);
  }

  std::variant<Measured, QuantityError> unit_alone() {
    skip_space();
    Measured result{1, {}};
    if (!rest_.empty() && rest_.front() != '/' && !at_per()) apply(unit(), +1, result);
    denominators(result);
    return finish(result);
  }

  NumberTail tail() {
    skip_space();
    take('-');
    if (!take('$')) take_currency();
    skip_space();
    number();
    return {.multiplied = multiplier() != 1, .unit = rest_};
  }

 private:
  void skip_space() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::optional<std::string_view> take_currency() {
    const auto found = currency_at(rest_);
    if (!found) return std::nullopt;
    rest_.remove_prefix(found->bytes);
    return found->code;
  }
  bool at_per() const { return rest_.substr(0, 4) == "per "; }

  double number() {
    if (rest_.empty() || !(is_digit(rest_.front()) || rest_.front() == '.')) {
      return fail(fmt::format("{} is not a number", shown(text_)));
    }
    if (rest_.size() > 1 && rest_[0] == '0' && is_digit(rest_[1])) {
      return fail(fmt::format("{} starts with a zero; write it without", shown(text_)));
    }
    double value = 0;
    const auto [end, code] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (code != std::errc{} || !std::isfinite(value) || value > 1e300) {
      return fail(fmt::format("{} is not a number that can be used", shown(text_)));
    }
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return separated() ? 0 : value;
  }

  /// Refuses what stands behind the digits that were read as if it belonged to the number: `1,000`, `1_000`,
  /// `12,5`, `1.000.000`.
  bool separated() {
    if (rest_.empty() || std::string_view(",_.").find(rest_.front()) == std::string_view::npos) return false;
    std::size_t digits = 1;
    while (digits < rest_.size() && is_digit(rest_[digits])) ++digits;
    const bool thousands = digits == 4;
    const std::size_t at = text_.size() - rest_.size();
    if (at == 0 || !is_digit(text_[at - 1])) return false;
    if (rest_.front() == '.' && !thousands) return false;
    if (rest_.front() == ',' && !thousands) {
      std::string with_point(text_);
      with_point[text_.size() - rest_.size()] = '.';
      fail(fmt::format("{} has a comma; write {}", shown(text_), displayable(with_point)));
    } else {
      fail(fmt::format("{} has a digit separator; write it without, or with k, M, B", shown(text_)));
    }
    return true;
  }

  /// k, M, B or T right behind a number, or as a word of its own: `10M`, `10 M tokens`, `10 million`.
  double multiplier() {
    std::string_view ahead = rest_;
    while (!ahead.empty() && ahead.front() == ' ') ahead.remove_prefix(1);
    if (ahead.empty()) return 1;
    for (const auto& [name, size] : multiplier_words) {
      if (!ahead.starts_with(name) || (ahead.size() > name.size() && is_word(ahead[name.size()]))) continue;
      rest_ = ahead.substr(name.size());
      return size;
    }
    const bool alone = ahead.size() == 1 || !is_word(ahead[1]);
    const char letter = ahead.front();
    const double factor = letter == 'k'   ? 1e3
                          : letter == 'M' ? 1e6
                          : letter == 'B' ? 1e9
                          : letter == 'T' ? 1e12
                                          : 0;
    if (factor == 0 || !alone) return 1;
    rest_ = ahead.substr(1);
    return factor;
  }

  std::string_view word() {
    std::size_t length = 0;
    while (length < rest_.size() && is_word(rest_[length])) ++length;
    const std::string_view found = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return found;
  }

  Measured unit() {
    if (const auto money = take_currency()) return {1, Dimension{.usd = 1}, *money};
    const std::string_view name = word();
    if (const auto found = detail::find_unit(name)) return *found;
    if (!error_) {
      error_ = name.empty() ? QuantityError{fmt::format("{} lacks a unit", shown(text_)), ""}
                            : QuantityError{fmt::format("unknown unit {} in {}", shown(name), shown(text_)),
                                            std::string(name)};
    }
    return {1, {}};
  }

  void denominators(Measured& result) {
    for (skip_space(); !error_ && !rest_.empty(); skip_space()) {
      if (at_per()) {
        rest_.remove_prefix(4);
      } else if (!take('/')) {
        fail(fmt::format("{} cannot be read from {} on", shown(text_), shown(rest_)));
        return;
      }
      skip_space();
      double count = 1;
      if (!rest_.empty() && is_digit(rest_.front())) count = number();
      count *= multiplier();
      skip_space();
      Measured each = unit();
      each.value *= count;
      apply(each, -1, result);
    }
  }

  void apply(const Measured& each, int power, Measured& result) {
    if (!each.currency.empty()) {
      if (!result.currency.empty() || result.dimension.usd != 0 || power < 0)
        fail(fmt::format("{} is in two currencies, or per one", shown(text_)));
      result.currency = each.currency;
    }
    result.value = power > 0 ? result.value * each.value : result.value / each.value;
    result.dimension = power > 0 ? result.dimension + each.dimension : result.dimension - each.dimension;
  }

  double fail(std::string message) {
    if (!error_) error_ = QuantityError{std::move(message), ""};
    return 0;
  }

  std::variant<Measured, QuantityError> finish(const Measured& result) const {
    if (error_) return *error_;
    const double size = std::fabs(result.value);
    if (!(size <= largest_quantity)) return QuantityError{fmt::format("{} is too large", shown(text_)), ""};
    if (size > 0 && size < smallest_quantity)
      return QuantityError{fmt::format("{} is too small", shown(text_)), ""};
    return result;
  }

  std::string_view text_, rest_;
  std::optional<QuantityError> error_;
};

}  // namespace

std::variant<Measured, QuantityError> parse_quantity(std::string_view text) {
  return Parser(text).quantity();
}
NumberTail number_tail(std::string_view text) { return Parser(text).tail(); }
std::variant<Measured, QuantityError> parse_unit(std::string_view text) { return Parser(text).unit_alone(); }

}  // namespace llmtco
