#include "scenario/dated_reader.h"

#include <fmt/format.h>

#include <cmath>

#include "scenario/forms.h"
#include "yaml/scalar.h"

namespace llmtco {

std::vector<Field> dated_fields() {
  using namespace forms;
  return {{"from", count(1), optional, "first month of the horizon that pays it, from 1; 1 if absent"},
          {"until", count(1), optional, "last month that pays it; the last of the horizon if absent"},
          {"every", fixed_amount<Seconds>(), optional, "as 6 months: once in so many; each month if absent"}};
}

int read_month(const Place& place, const char* key, int otherwise, Inputs& inputs) {
  const auto month = place.find(key);
  if (!month) return otherwise;
  const int number = static_cast<int>(inputs.known_number(*month));
  const int months = inputs.study().demand.horizon_months;
  if (number > months)
    inputs.diagnostics().error(
        month->node().location(),
        fmt::format("the horizon has {} month{}{}", months, months == 1 ? "" : "s", at_path(month->node())));
  return number - 1;
}

int whole_months(const Place& place, const char* key, int otherwise, Inputs& inputs) {
  const auto time = place.find(key);
  if (!time) return otherwise;
  const double months = inputs.known_number(*time) / month.base_units(), whole = std::round(months);
  if (std::abs(months - whole) <= 1e-6 && whole <= 1200) return static_cast<int>(whole);
  inputs.diagnostics().error(time->node().location(), fmt::format("{} must be whole months, 1,200 at most{}",
                                                                  key, at_path(time->node())));
  return otherwise;
}

int read_interval(const Place& place, const char* key, Inputs& inputs) {
  const int months = whole_months(place, key, 1, inputs);
  if (months >= 1) return months;
  inputs.diagnostics().error(place.at(key).node().location(),
                             fmt::format("{} must be a month or more{}", key, at_path(place.at(key).node())));
  return 1;
}

Dated read_dated(const Place& place, Inputs& inputs) {
  Dated dated;
  dated.from = read_month(place, "from", 0, inputs);
  if (place.has("until")) dated.until = read_month(place, "until", 0, inputs);
  dated.every = read_interval(place, "every", inputs);
  if (dated.until && *dated.until < dated.from)
    inputs.diagnostics().error(place.at("until").node().location(),
                               fmt::format("it ends before it begins{}", at_path(place.at("until").node())));
  return dated;
}

}  // namespace llmtco
