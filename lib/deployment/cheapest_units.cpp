#include "deployment/cheapest_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "deployment/evaluate.h"
#include "random/sampler.h"
#include "text/money.h"
#include "variables/draws.h"

namespace llmtco {
namespace {

constexpr std::uint64_t planning_seed = 1;
constexpr double most_units = 1e6;
/// Points at which a range of units is looked at before it is narrowed.
constexpr double points = 8;
/// An option can serve if it does in this share of the draws (montecarlo/feasibility.h).
constexpr double served_often = 0.95;

Provisioned* undecided_in(Option& option) {
  for (Contract& contract : option.contracts) {
    auto* provisioned = std::get_if<Provisioned>(&contract);
    if (provisioned != nullptr && provisioned->cheapest) return provisioned;
  }
  return nullptr;
}

double mean_of(const Column& column) { return mean_draw(column.plain()); }

/// One option with any number of units.
class UnitsSearch {
 public:
  UnitsSearch(Option& option, const std::vector<Option>& all, const Traffic& traffic, const Block& block)
      : option_(option), provisioned_(*undecided_in(option)), all_(all), traffic_(traffic), block_(block) {}

  double decided() {
    const bool overflows = provisioned_.overflow == Overflow::standard;
    const double most = enough();
    return overflows ? cheapest(most) : fewest(most);
  }
  double cost(double units) { return known(units).cost; }

 private:
  struct With {
    double cost, served, above;
  };

  const With& known(double units) {
    const auto found = known_.find(units);
    if (found != known_.end()) return found->second;
    provisioned_.units.constant = units;
    const Evaluation all =
        evaluate({prepare(option_, all_, traffic_, block_)}, traffic_, block_, Detail::all_requests).front();
    const Column* above = all.figures.find(measures::above_capacity);
    return known_[units] = {mean_of(all.figures.at(measures::monthly_cost)), mean_of(all.feasible),
                            above == nullptr ? 0 : largest(above->plain())};
  }
  bool is_enough(double units) {
    return provisioned_.overflow == Overflow::standard ? known(units).above <= 0
                                                       : known(units).served >= served_often;
  }
  /// Units of which more are of no use.
  double enough() {
    double units = 1;
    while (!is_enough(units) && units < most_units) units *= 2;
    return units;
  }
  double fewest(double most) {
    double low = 0;
    if (is_enough(0)) return 0;
    while (most - low > 1) {
      const double middle = std::floor((low + most) / 2);
      (is_enough(middle) ? most : low) = middle;
    }
    return most;
  }
  double least_of(double low, double high, double step) {
    double best = low;
    for (double units = low; units <= high; units += step)
      if (cost(units) < cost(best)) best = units;
    return best;
  }
  double cheapest(double most) {
    double low = 0, high = most, best = 0;
    for (double step = std::ceil(most / points);; step = std::ceil((high - low) / points)) {
      const double found = least_of(low, high, step);
      if (cost(found) < cost(best)) best = found;
      if (step <= 1) break;
      low = std::max(0.0, found - step);
      high = std::min(most, found + step);
    }
    while (cost(best + 1) < cost(best)) ++best;
    while (best > 0 && cost(best - 1) < cost(best)) --best;
    return best;
  }

  Option& option_;
  Provisioned& provisioned_;
  const std::vector<Option>& all_;
  const Traffic& traffic_;
  const Block& block_;
  std::map<double, With> known_;
};

/// "4 units are the cheapest: $884 a month expected, with 3 $905, with 5 $1,105, with none $2,000"
std::string in_words(UnitsSearch& search, double units, bool overflows) {
  if (!overflows)
    return fmt::format("{:.0f} units are the fewest that serve all in 95 % of the draws", units);
  std::string text =
      fmt::format("{:.0f} units are the cheapest: {} a month expected", units, money(search.cost(units)));
  if (units > 1) text += fmt::format(", with {:.0f} {}", units - 1, money(search.cost(units - 1)));
  text += fmt::format(", with {:.0f} {}", units + 1, money(search.cost(units + 1)));
  return units > 0 ? text + fmt::format(", with none {}", money(search.cost(0))) : text;
}

}  // namespace

void decide_units(const Demand& demand, Variables& variables, std::vector<Option>& options) {
  const auto asks = [](Option& option) { return undecided_in(option) != nullptr; };
  if (std::none_of(options.begin(), options.end(), asks)) return;
  std::vector<std::string> names = variables.names();
  std::sort(names.begin(), names.end());
  const Sampler sampler(plan_for(SamplingMethod::sobol, block_draws), planning_seed, names);
  const Draws draws(variables, sampler);
  const Block block = draws.block(0);
  const Traffic traffic = traffic_of(demand, block);
  for (Option& option : options) {
    Provisioned* provisioned = undecided_in(option);
    if (provisioned == nullptr || !option.unavailable.empty()) continue;
    UnitsSearch search(option, options, traffic, block);
    const double units = search.decided();
    const std::string words = in_words(search, units, provisioned->overflow == Overflow::standard);
    provisioned->units.constant = units;
    provisioned->source += "; " + words;
    option.assumed.push_back(
        {.words = variables.add(assumed_origin("options." + option.name + ".provisioned.units", words))});
  }
}

}  // namespace llmtco
