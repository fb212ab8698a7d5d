#include "scenario/profile_reader.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "scenario/forms.h"
#include "text/characters.h"
#include "text/week.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// What names a part of a day or a week: how much of each of its units, hours or days.
using Covered = std::vector<double>;
using Parts = std::function<std::optional<Covered>(const std::string& name)>;

std::optional<Covered> hours_named(const std::string& name) {
  const auto window = parse_hours(name);
  if (!window) return std::nullopt;
  Covered hours(24, 0);
  for (int hour = 0; hour < 24; ++hour) {
    const int minutes = std::min(60 * (hour + 1), window->to) - std::max(60 * hour, window->from);
    hours[static_cast<std::size_t>(hour)] = std::max(0, minutes) / 60.0;
  }
  return hours;
}

std::optional<Covered> days_named(const std::string& name) {
  const auto bits = parse_days(name);
  if (!bits) return std::nullopt;
  Covered days(7, 0);
  for (std::size_t day = 0; day < 7; ++day) days[day] = static_cast<double>(*bits >> day & 1U);
  return days;
}

double sum(const Covered& parts) {
  double all = 0;
  for (const double part : parts) all += part;
  return all;
}

/// Shares of each unit; an even spread where nothing is said.
Covered shares_in(const std::optional<Place>& section, std::size_t units, const Parts& parts,
                  const char* example, Inputs& inputs) {
  Covered shares(units, 0), taken(units, 0);
  double told = 0;
  Diagnostics& diagnostics = inputs.diagnostics();
  for (const Place& place : section ? section->children() : std::vector<Place>()) {
    const auto covered = parts(place.key());
    if (!covered) {
      diagnostics.error(place.node().key_location(),
                        fmt::format("{} names no part of a {}{}", shown(place.key()),
                                    units == 24 ? "day" : "week", at_path(place.node())),
                        fmt::format("write it as {}", example));
      return shares;
    }
    const double share = inputs.known_number(place);
    told += share;
    for (std::size_t i = 0; i < units; ++i) {
      shares[i] += share * (*covered)[i] / sum(*covered);
      taken[i] += (*covered)[i];
      if (taken[i] > 1 + 1e-9) {
        diagnostics.error(place.node().key_location(),
                          fmt::format("{} is named twice{}", shown(place.key()), at_path(place.node())));
        return shares;
      }
    }
  }
  const double others = static_cast<double>(units) - sum(taken);
  const bool all_named = others < 1e-9;
  if (section && (told > 1 + 1e-9 || (all_named && told < 1 - 1e-9)))
    diagnostics.error(section->node().key_location(),
                      fmt::format("the shares sum to {:g} %{}", 100 * told, at_path(section->node())),
                      all_named ? "those of all hours or days sum to 100 %" : "they sum to 100 % at most");
  for (std::size_t i = 0; i < units && !all_named; ++i)
    shares[i] += std::max(0.0, 1 - told) * std::max(0.0, 1 - taken[i]) / others;
  return shares;
}

}  // namespace

FormPtr profile_form() {
  using namespace forms;
  return mapping("a profile",
                 {{"hours", form(NamedForm{"part of the day", fixed_share()}), optional,
                   "shares of the day's requests, as 08:00-18:00: 80%; even if absent"},
                  {"days", form(NamedForm{"part of the week", fixed_share()}), optional,
                   "shares of the week's requests, as mon-fri: 95%; even if absent"},
                  {"utc_offset", form(NumberForm{.low = -12, .high = 14, .certain = true}), optional,
                   "hours that the clock of these hours is ahead of UTC; 0 if absent"}});
}

WeekProfile read_profile(const Place& place, Inputs& inputs) {
  const Covered hours = shares_in(place.find("hours"), 24, hours_named, "08:00-18:00", inputs);
  const Covered days = shares_in(place.find("days"), 7, days_named, "mon-fri or sat-sun", inputs);
  const auto offset = place.find("utc_offset");
  const double ahead = offset ? inputs.known_number(*offset) : 0;
  const int whole = static_cast<int>(std::floor(ahead));
  const double part = ahead - whole;
  const auto local = [&](int hour) {
    const auto i = static_cast<std::size_t>((hour + 2 * 168) % 168);
    return days[i / 24] * hours[i % 24];
  };
  WeekProfile profile;
  for (int hour = 0; hour < 168; ++hour)
    profile.share[static_cast<std::size_t>(hour)] =
        (1 - part) * local(hour + whole) + part * local(hour + whole + 1);
  return profile;
}

}  // namespace llmtco
