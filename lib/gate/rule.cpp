#include <fmt/format.h>

#include <cmath>

#include "gate/cursor.h"
#include "measures/list.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/currencies.h"
#include "units/parse.h"

namespace llmtco::detail {
namespace {

using Kind = GateSubject::Kind;

const std::vector<std::string> forms{"increase", "decrease", "change", "unchanged"};

CountedIn counted_in(const GateSubject& subject) {
  if (subject.kind == Kind::figure) return {.measure = subject.measure};
  return {.measure = nullptr, .days = subject.kind == Kind::price_age};
}

/// The words of a value: up to a comma that no digit follows, a bracket, or the end.
std::string_view value_words(std::string_view rest) {
  std::size_t end = 0;
  while (end < rest.size() && rest[end] != ')' &&
         (rest[end] != ',' || (end + 1 < rest.size() && is_digit(rest[end + 1]))))
    ++end;
  while (end > 0 && rest[end - 1] == ' ') --end;
  return rest.substr(0, end);
}

bool fits(const Measured& read, const CountedIn& in) {
  if (in.days) return read.dimension == Seconds::dimension || read.dimension == dimensionless;
  if (in.measure == nullptr) return read.dimension == dimensionless;
  return read.dimension == in.measure->unit.dimension;
}

std::string wanted(const CountedIn& in, const GateNames& names) {
  if (in.days) return "days, as 90d";
  if (in.measure == nullptr || in.measure->unit.text.empty()) return "a number or a percentage";
  return in.measure->unit.text == "USD"
             ? fmt::format("an amount in {}, as {}", names.currency, before_amount(names.currency) + "60k")
             : "a time, as 800 ms";
}

/// "2 points" are percentage points.
bool take_points(std::string_view& words) {
  for (std::string_view unit : {" points", " point", "pp"}) {
    if (!words.ends_with(unit)) continue;
    words.remove_suffix(unit.size());
    return true;
  }
  return false;
}

bool is_share(const CountedIn& in) {
  return !in.days && (in.measure == nullptr || in.measure->unit.text.empty());
}

/// A change, where the rule names one: increase, decrease, change or unchanged. Nothing is no mistake.
bool read_form(GateCursor& cursor, GateRule& rule) {
  cursor.skip_spaces();
  const std::string word(cursor.next_word());
  if (word.empty()) return true;
  rule.form = word == "increase"    ? GateForm::increase
              : word == "decrease"  ? GateForm::decrease
              : word == "change"    ? GateForm::change
              : word == "unchanged" ? GateForm::unchanged
                                    : GateForm::value;
  if (rule.form == GateForm::value)
    return cursor.fail(
        cursor.at(), fmt::format("{} is no rule", shown(word)),
        fmt::format("{}{}a rule is increase < 5%, decrease < 2%, change < $100, unchanged or < $60k",
                    did_you_mean(word, forms), did_you_mean(word, forms).empty() ? "" : " "));
  return cursor.take(word);
}

bool read_floor(GateCursor& cursor, const GateNames& names, Gate& gate) {
  cursor.skip_spaces();
  if (!cursor.take(",")) return true;
  const std::size_t start = cursor.at();
  if (!cursor.take_word("floor"))
    return cursor.fail(start, "behind the comma stands a floor", "as ', floor $100'");
  if (!gate.needs_base() || gate.rule.form == GateForm::unchanged)
    return cursor.fail(start, "a floor is for rules on an increase, a decrease or a change", "leave it out");
  GateValue value;
  if (!read_value(cursor, names, counted_in(gate.subject), true, value)) return false;
  if (!value.value) return cursor.fail(start, "a floor is a value of its own", "as ', floor $100'");
  gate.floor = {.value = *value.value, .relative = value.percent};
  return true;
}

/// What a rule cannot say of its subject.
bool check_form(GateCursor& cursor, const Gate& gate, std::size_t at) {
  const GateForm form = gate.rule.form;
  if (gate.subject.kind == Kind::best && form != GateForm::unchanged)
    return cursor.fail(at, "of the best option it can be asked whether it is unchanged",
                       "write 'best: unchanged'");
  if (gate.subject.kind == Kind::price_age && form != GateForm::value)
    return cursor.fail(at, "the age of prices is held against a limit", "write 'pricebook.age < 90d'");
  if (form == GateForm::change && !gate.rule.upper)
    return cursor.fail(at, "a change in either direction can be held below a limit only",
                       "write increase > or decrease >");
  return true;
}

}  // namespace

bool read_comparison(GateCursor& cursor, bool& upper, bool& strict) {
  cursor.skip_spaces();
  const std::size_t start = cursor.at();
  if (cursor.take("≤") || cursor.take("<=")) {
    upper = true;
    strict = false;
  } else if (cursor.take("≥") || cursor.take(">=")) {
    upper = strict = false;
  } else if (cursor.take("<")) {
    upper = strict = true;
  } else if (cursor.take(">")) {
    upper = false;
    strict = true;
  } else {
    const char* hint = cursor.rest().starts_with("=")
                           ? "a result is hardly ever equal to a number; use <= or >="
                           : "as 'cost.monthly < $60k' or 'cost.monthly: increase < 5%'";
    return cursor.fail(start, "<, <=, > or >= is missing", hint);
  }
  return true;
}

bool read_value(GateCursor& cursor, const GateNames& names, const CountedIn& in, bool of_base,
                GateValue& value) {
  cursor.skip_spaces();
  const std::size_t start = cursor.at();
  std::string_view words = value_words(cursor.rest());
  const std::size_t length = words.size();
  if (words == "budget") {
    cursor.go(start + length);
    value.budget = true;
    if (in.measure == nullptr || in.measure->unit.text != "USD")
      return cursor.fail(start, fmt::format("a budget is an amount, and this is {}", wanted(in, names)));
    return names.has_budget ||
           cursor.fail(start, "the scenario has no budget",
                       "give it one, or write the limit: < " + before_amount(names.currency) + "60k");
  }
  value.points = take_points(words);
  value.percent = !value.points && words.ends_with('%');
  std::string quantity(words);
  if (in.days && words.size() > 1 && words.ends_with('d') && is_digit(words[words.size() - 2]))
    quantity += "ays";
  const auto read = parse_quantity(quantity);
  if (const auto* error = std::get_if<QuantityError>(&read))
    return cursor.fail(
        start, words.empty() ? "a value is missing" : error->message,
        error->word.empty() ? "a value is " + wanted(in, names) : did_you_mean(error->word, unit_names()));
  const Measured measured = std::get<Measured>(read);
  cursor.go(start + length);
  value.value = value.points ? measured.value / 100 : measured.value;
  if (value.points && !is_share(in))
    return cursor.fail(start, "points are for shares, as an accuracy", "a value is " + wanted(in, names));
  if (value.percent && !of_base && !is_share(in))
    return cursor.fail(
        start, "a percentage is of the base",
        fmt::format("write '{}: increase < {}', or a value: {}",
                    in.measure == nullptr ? "FIGURE" : in.measure->id, words, wanted(in, names)));
  if (!value.percent && !fits(measured, in))
    return cursor.fail(start, fmt::format("{} does not count what the figure does", shown(words)),
                       "a value is " + wanted(in, names));
  const std::string_view written_in = measured.currency.empty() ? dollars_code : measured.currency;
  if (measured.dimension.usd != 0 && written_in != names.currency)
    return cursor.fail(start, fmt::format("the report is in {}, and this in {}", names.currency, written_in),
                       "a value is " + wanted(in, names));
  if (in.days && measured.dimension == Seconds::dimension)
    value.value = measured.value / (24 * 3600 * second.base_units());
  if (of_base && *value.value < 0)
    return cursor.fail(start, "a change below zero is one in the other direction",
                       "increase < -5% is decrease > 5%");
  return true;
}

bool read_rule(GateCursor& cursor, const GateNames& names, Gate& gate) {
  cursor.skip_spaces();
  const bool colon = cursor.take(":");
  cursor.skip_spaces();
  const std::size_t start = cursor.at();
  if (cursor.at_end())
    return cursor.fail(start, "a rule is missing",
                       "as 'cost.monthly: increase < 5%' or 'cost.monthly < $60k'");
  if (colon && !read_form(cursor, gate.rule)) return false;
  if (gate.rule.form != GateForm::unchanged) {
    GateValue value;
    const bool of_base = gate.rule.form != GateForm::value;
    if (!read_comparison(cursor, gate.rule.upper, gate.rule.strict) ||
        !read_value(cursor, names, counted_in(gate.subject), of_base, value))
      return false;
    if (of_base && value.budget)
      return cursor.fail(start, "a change is held against a value of its own", "as increase < 5%");
    gate.rule.limit = value.value;
    gate.rule.relative = of_base && value.percent;
  }
  return check_form(cursor, gate, start) && read_floor(cursor, names, gate);
}

}  // namespace llmtco::detail
