#include "scenario/demand_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/forms.h"
#include "text/characters.h"
#include "text/date.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr std::size_t months_of_a_year = 12;
constexpr int longest_ramp = 120;

/// The factors of January to December, that of the first month of the horizon first.
std::vector<Uncertain<double>> read_season(const Place& list, Inputs& inputs) {
  const std::vector<Place> months = list.children();
  if (months.size() != months_of_a_year) {
    inputs.diagnostics().error(
        list.node().location(),
        fmt::format("a season has a factor for each of 12 months, January to December, not {}{}",
                    months.size(), at_path(list.node())));
    return {};
  }
  std::vector<Uncertain<double>> season;
  for (const Place& month : months) season.push_back(inputs.number<double>(month));
  const auto first = parse_date(inputs.study().as_of);
  if (first) std::rotate(season.begin(), season.begin() + (first->month - 1), season.end());
  const auto is_none = [](const Uncertain<double>& factor) {
    return factor.is_known() && factor.constant == 0;
  };
  if (std::all_of(season.begin(), season.end(), is_none))
    inputs.diagnostics().error(
        list.node().location(),
        fmt::format("no month of the season has any requests{}", at_path(list.node())));
  return season;
}

Ramp read_ramp(const Place& place, Inputs& inputs) {
  return {.months = static_cast<int>(inputs.known_number(place.at("months"))),
          .from = inputs.number(place, "from", 0.0, "a launch begins with no requests",
                                {{instead(0.1, "10 % of what it comes to"), instead(0.5, "half of it")}})};
}

}  // namespace

std::vector<Field> demand_fields() {
  using namespace forms;
  return {
      {"season", form(ListForm{plain(0, 100)}), optional,
       "twelve factors of `requests`, January to December, as [1, 1, 1.1, ...]; every month is alike if "
       "absent"},
      {"ramp",
       mapping("a launch",
               {{"months", form(NumberForm{.low = 1, .high = longest_ramp, .certain = true, .whole = true}),
                 required, "until all requests are there, as 6"},
                {"from", share(), optional, "share of them in the first month; none if absent"}}),
       optional, "a launch: requests rise in equal steps to what `requests` says"},
      {"elasticity",
       mapping("an elasticity",
               {{"value", plain(0, 20), required, "volume = requests x (cost of a task / reference)^-value"},
                {"reference", text(), optional,
                 "option whose cost per task brings `requests`; or reference_cost"},
                {"reference_cost", amount<UsdPerRequest>(), optional,
                 "cost per task that brings `requests`, as $0.005"}}),
       optional,
       "how the volume answers what a task costs on the option that serves it; it does not if absent"}};
}

DemandShape read_shape(const Place& requests, Inputs& inputs) {
  DemandShape shape;
  if (const auto season = requests.find("season")) shape.season = read_season(*season, inputs);
  if (const auto ramp = requests.find("ramp")) shape.ramp = read_ramp(*ramp, inputs);
  return shape;
}

std::optional<Elasticity> read_elasticity(const Place& requests, Inputs& inputs) {
  const auto place = requests.find("elasticity");
  if (!place) return std::nullopt;
  const Place value = place->at("value");
  Elasticity elasticity{.value = inputs.number<double>(value),
                        .where = value.node().location(),
                        .source = value.node().source()};
  const auto option = place->find("reference"), cost = place->find("reference_cost");
  if (option.has_value() == cost.has_value()) {
    inputs.diagnostics().error(
        place->node().location(),
        fmt::format("an elasticity has one of reference and reference_cost{}", at_path(place->node())));
    elasticity.cost = 1.0 * usd / request;
    return elasticity;
  }
  if (option) elasticity.option = option->text();
  if (cost) elasticity.cost = inputs.number<UsdPerRequest>(*cost);
  if (cost && elasticity.cost->is_known() && !(elasticity.cost->constant.base_units() > 0))
    inputs.diagnostics().error(
        cost->node().location(),
        fmt::format("the cost per task that costs are compared with must be more than nothing{}",
                    at_path(cost->node())));
  return elasticity;
}

}  // namespace llmtco
