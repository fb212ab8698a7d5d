#include "calibration/checked_fields.h"

#include <fmt/format.h>

#include <cmath>

#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco::detail {
namespace {

constexpr double largest_number = 1e24;
constexpr double largest_count = 9007199254740992;  // 2^53

}  // namespace

CheckedFields::CheckedFields(const Node& node, Diagnostics& diagnostics, std::string what)
    : node_(node), what_(std::move(what)), diagnostics_(diagnostics), fields_(node, diagnostics, what_) {}

void CheckedFields::error(const Node& at, std::string message, std::string hint) {
  diagnostics_.error(at.location(), std::move(message), std::move(hint));
}

bool CheckedFields::has_value(std::string_view key) {
  const auto value = node_.find(key);
  return fields_.has(key) && !value->is_null();
}

std::string CheckedFields::text_of(const Node& value) {
  if (value.quoted() && value.text().empty()) return "";
  if (!value.is_scalar() || value.quoted()) return llmtco::text(value, diagnostics_).value_or("");
  error(value, fmt::format("expected a text{}, found {}", at_path(value), shown(value.text())),
        "put it in double quotes");
  return "";
}

std::string CheckedFields::text(std::string_view key) {
  const auto value = required(key);
  return value ? text_of(*value) : "";
}

void CheckedFields::unknown_word(const Node& node, const std::vector<std::string>& known,
                                 const std::string& otherwise) {
  if (!node.is_scalar()) return;  // already an error
  const std::string hint = did_you_mean(node.text(), known);
  error(node, fmt::format("unknown {} {}", node.key(), shown(node.text())), hint.empty() ? otherwise : hint);
}

std::string CheckedFields::optional_text(std::string_view key) { return has_value(key) ? text(key) : ""; }

bool CheckedFields::boolean(std::string_view key) {
  const auto value = required(key);
  return value && llmtco::boolean(*value, diagnostics_).value_or(false);
}

double CheckedFields::number_of(const Node& value, double least, bool above) {
  const auto number = llmtco::number(value, diagnostics_);
  if (!number) return 0;
  const bool fits = *number > least || (!above && *number == least);
  if (fits && std::fabs(*number) <= largest_number) return *number;
  if (fits) {
    error(value, fmt::format("'{}' of {} must be at most {:g}, is {:g}", value.key(), what_, largest_number,
                             *number));
    return 0;
  }
  error(value, fmt::format("'{}' of {} must be {}, is {:g}", value.key(), what_,
                           above ? "positive" : fmt::format("{:g} or more", least), *number));
  return 0;
}

double CheckedFields::number(std::string_view key, double least) {
  const auto value = required(key);
  return value ? number_of(*value, least, false) : 0;
}

double CheckedFields::positive(std::string_view key) {
  const auto value = required(key);
  return value ? number_of(*value, 0, true) : 0;
}

double CheckedFields::optional_number(std::string_view key, double least, double otherwise) {
  return has_value(key) ? number(key, least) : otherwise;
}

double CheckedFields::whole_of(const Node& value, double least, double most) {
  const auto read = llmtco::number(value, diagnostics_);
  if (!read) return 0;
  const double number = std::fabs(*read) <= largest_number ? number_of(value, least, false) : *read;
  if (number == std::floor(number) && std::fabs(number) <= most) return number;
  error(value, fmt::format("'{}' of {} must be a whole number, is {:g}", value.key(), what_, number));
  return 0;
}

int CheckedFields::whole(std::string_view key, int least) {
  const auto value = required(key);
  return value ? static_cast<int>(whole_of(*value, least, 1e9)) : 0;
}

std::int64_t CheckedFields::count(std::string_view key) {
  const auto value = required(key);
  return value ? static_cast<std::int64_t>(whole_of(*value, 0, largest_count)) : 0;
}

std::vector<Node> CheckedFields::list(std::string_view key) {
  const auto value = required(key);
  if (!value || value->is_sequence()) return value ? value->children() : std::vector<Node>();
  wrong_kind(*value, "a list", diagnostics_);
  return {};
}

std::vector<std::string> CheckedFields::texts(std::string_view key) {
  std::vector<std::string> found;
  for (const Node& item : list(key)) found.push_back(text_of(item));
  return found;
}

std::vector<double> CheckedFields::numbers(std::string_view key, double least) {
  std::vector<double> found;
  for (const Node& item : list(key)) found.push_back(number_of(item, least, false));
  return found;
}

std::vector<std::int64_t> CheckedFields::counts(std::string_view key) {
  std::vector<std::int64_t> found;
  for (const Node& item : list(key))
    found.push_back(static_cast<std::int64_t>(whole_of(item, 0, largest_count)));
  return found;
}

}  // namespace llmtco::detail
