#include "report/sheet_units.h"

#include <fmt/format.h>

#include "units/units.h"

namespace llmtco {
namespace {

constexpr double seconds_a_month = month / second, seconds_an_hour = hour / second,
                 joules_a_kwh = kWh / joule;

bool is_written(const ExplainedStep& input, std::string_view unit) {
  return input.origin && input.origin->source.find(unit) != std::string::npos;
}

/// Money over time: wages and fees are told by the month, machines by the hour.
bool is_by_month(const ExplainedStep& input) {
  return is_written(input, "/month") || is_written(input, "/year") || is_written(input, "/day");
}

}  // namespace

SheetUnit sheet_unit(const ExplainedStep& input) {
  const std::string& unit = input.unit;
  if (unit == "J/s") return {"W", 1};
  if (unit == "1/s") return {"1/month", seconds_a_month};
  if (unit == "requests/s") return {"requests/month", seconds_a_month};
  if (unit.size() < 4 || unit[3] != '/') return {unit, 1};
  const std::string currency = unit.substr(0, 3), below = unit.substr(4);
  if (below == "token") return {currency + "/Mtok", 1e6};
  if (below == "s" && is_by_month(input)) return {currency + "/month", seconds_a_month};
  if (below == "s") return {currency + "/h", seconds_an_hour};
  if (below == "J" && is_written(input, "kW/month")) return {currency + "/kW/month", 1000 * seconds_a_month};
  if (below == "J") return {currency + "/kWh", joules_a_kwh};
  return {unit, 1};
}

std::string in_base_units(const std::string& name, const SheetUnit& unit) {
  return unit.per_base == 1 ? name : fmt::format("({}/{:.0f})", name, unit.per_base);
}

}  // namespace llmtco
