#include "report/stored_value.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <variant>

#include "report/currency_keys.h"
#include "text/characters.h"
#include "text/diagnostics.h"
#include "text/number.h"

namespace llmtco {

void refuse_stored(const Location& place, const std::string& what, const std::string& hint) {
  throw InputError(fmt::format("{}: error: {}; {}\n", displayable(to_text(place)), what, hint));
}

void StoredValue::refuse(const std::string& what) const {
  const std::string path = node_.path().empty() ? "the file" : displayable(node_.path());
  refuse_stored(node_.location(), path + " " + what, write_it_again);
}

std::optional<StoredValue> StoredValue::find(std::string_view key) const {
  if (!node_.is_mapping()) refuse("is no object");
  return named(key_in(currency_, std::string(key)));
}

bool StoredValue::has(std::string_view key) const {
  return node_.find(key_in(currency_, std::string(key))).has_value();
}

std::optional<StoredValue> StoredValue::named(const std::string& name) const {
  const auto found = node_.find(name);
  return found && !found->is_null() ? std::optional(child(*found)) : std::nullopt;
}

StoredValue StoredValue::at(std::string_view key) const {
  const std::string name = key_in(currency_, std::string(key));
  const auto found = node_.find(name);
  if (!found) {
    const std::string where = node_.path().empty() ? "no result of run: it" : displayable(node_.path());
    refuse_stored(node_.location(), fmt::format("{} has no {}", where, name), write_it_again);
  }
  return child(*found);
}

std::string StoredValue::text() const {
  if (!node_.is_scalar() || !node_.quoted()) refuse("is no text");
  return node_.text();
}

double StoredValue::number() const {
  const auto read = number_in(node_.text());
  if (!node_.is_scalar() || node_.quoted() || !std::holds_alternative<double>(read)) refuse("is no number");
  constexpr double most = 1e100;  // sums of what is larger would not be finite
  if (std::abs(std::get<double>(read)) > most) refuse("is larger than any amount");
  return std::get<double>(read);
}

double StoredValue::number_or_none() const {
  return is_null() ? std::numeric_limits<double>::quiet_NaN() : number();
}

std::uint64_t StoredValue::whole_number() const {
  const std::string& digits = node_.text();
  std::uint64_t value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (!node_.is_scalar() || node_.quoted() || failure != std::errc() || end != digits.data() + digits.size())
    refuse("is no whole number");
  return value;
}

bool StoredValue::yes() const {
  if (!node_.is_scalar() || node_.quoted() || (node_.text() != "true" && node_.text() != "false"))
    refuse("is neither true nor false");
  return node_.text() == "true";
}

std::vector<StoredValue> StoredValue::elements() const {
  if (!node_.is_sequence()) refuse("is no list");
  std::vector<StoredValue> all;
  for (const Node& each : node_.children()) all.push_back(child(each));
  return all;
}

std::vector<StoredValue> StoredValue::entries() const {
  if (!node_.is_mapping()) refuse("is no object");
  std::vector<StoredValue> all;
  for (const Node& each : node_.children()) all.push_back(child(each));
  return all;
}

std::vector<std::string> StoredValue::texts() const {
  std::vector<std::string> all;
  for (const StoredValue& each : elements()) all.push_back(each.text());
  return all;
}

}  // namespace llmtco
