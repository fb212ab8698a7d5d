#include "deployment/reservations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "deployment/evaluate.h"
#include "deployment/week_load.h"
#include "random/sampler.h"
#include "random/sampling_plan.h"
#include "variables/draws.h"

namespace llmtco {
namespace {

constexpr std::size_t pilot_draws = 1024;
constexpr std::uint64_t pilot_seed = 0x5e1ec7;
/// So many counts are tried at once.
constexpr int few = 24;

/// The first block of a pilot, the same for every run of a scenario.
Block pilot_block(const Variables& variables) {
  std::vector<std::string> names = variables.names();
  std::sort(names.begin(), names.end());
  const SamplingPlan plan = plan_for(SamplingMethod::sobol, pilot_draws);
  const Sampler sampler(plan, pilot_seed, names);
  return Draws(variables, sampler).block(0);
}

/// Mean over the draws that can be served.
double mean_cost(const Evaluation& evaluation) {
  const Column cost = total(evaluation.bill, is_payable) / usd;
  double sum = 0, count = 0;
  for (std::size_t draw = 0; draw < block_draws; ++draw) {
    if (evaluation.feasible[draw] == 0) continue;
    sum += cost[draw];
    ++count;
  }
  return count > 0 ? sum / count : std::numeric_limits<double>::infinity();
}

/// One reservation of an option, asked with other counts.
class Search {
 public:
  Search(const Prepared& prepared, Reservation about, const Traffic& traffic, const Block& block,
         std::vector<Option>& options)
      : prepared_(prepared), about_(std::move(about)), traffic_(traffic), block_(block), options_(options) {}

  Reservation found() {
    about_.all = most();
    int low = 0, high = about_.all, step = 1;
    while ((high - low) / step > few) step *= 2;
    for (;; step = std::max(1, step / 16)) {
      int best = low;
      for (int count = low; count <= high; count += step)
        if (cost(count) < cost(best)) best = count;
      if (cost(high) < cost(best)) best = high;
      about_.replicas = best;
      if (step == 1) break;
      low = std::max(0, best - step);
      high = std::min(about_.all, best + step);
    }
    for (const int end : {0, about_.all})
      if (cost(end) < cost(about_.replicas)) about_.replicas = end;
    about_.usd = cost(about_.replicas);
    about_.none_usd = cost(0);
    about_.all_usd = cost(about_.all);
    return about_;
  }

 private:
  double cost(int count) {
    const auto [known, is_new] = costs_.try_emplace(count, 0);
    if (!is_new) return known->second;
    Reservation tried = about_;
    tried.replicas = count;
    reserve(tried, no_origin, options_);
    return known->second = mean_cost(evaluate({prepared_}, traffic_, block_, Detail::costs).front());
  }

  int most() const {
    if (!prepared_.capacity) return 0;
    const auto& fleet = std::get<Fleet>(prepared_.option->serving);
    const Context context{block_, prepared_.own ? *prepared_.own : traffic_, prepared_.share, Detail::costs};
    const double needed = largest(most_needed(week_needs(fleet, *prepared_.capacity, context)));
    constexpr double too_many = 1e6;
    return static_cast<int>(std::min(too_many, std::isfinite(needed) ? needed : 0));
  }

  const Prepared& prepared_;
  Reservation about_;
  const Traffic& traffic_;
  const Block& block_;
  std::vector<Option>& options_;
  std::map<int, double> costs_;
};

bool is_left_to_price(const Contract& contract) {
  const auto* reserved = std::get_if<Reserved>(&contract);
  return reserved != nullptr && reserved->cheapest;
}

}  // namespace

void reserve(const Reservation& reservation, OriginId origin, std::vector<Option>& options) {
  auto& reserved = std::get<Reserved>(options[reservation.option].contracts[reservation.contract]);
  const auto count = Uncertain<double>(static_cast<double>(reservation.replicas)).from(origin);
  if (reservation.split.empty()) {
    reserved.replicas = count;
    return;
  }
  const auto same = std::find_if(reserved.for_splits.begin(), reserved.for_splits.end(),
                                 [&](const auto& each) { return each.split == reservation.split; });
  if (same != reserved.for_splits.end()) {
    same->replicas = count;
  } else {
    reserved.for_splits.push_back({reservation.split, count});
  }
}

std::vector<Reservation> cheapest_reservations(std::vector<Option> options, const Demand& demand,
                                               const Variables& variables) {
  std::vector<Reservation> all;
  const bool any = std::any_of(options.begin(), options.end(), [](const Option& option) {
    return std::any_of(option.contracts.begin(), option.contracts.end(), is_left_to_price);
  });
  if (!any) return all;
  const Block block = pilot_block(variables);
  const Traffic traffic = traffic_of(demand, block);
  const std::vector<Prepared> prepared = prepare(options, traffic, block);
  const auto find = [&](const Prepared& one, const std::string& split) {
    const auto place = place_of(one.option->name, options).value();
    for (std::size_t i = 0; i < options[place].contracts.size(); ++i) {
      if (!is_left_to_price(options[place].contracts[i])) continue;
      all.push_back(
          Search(one, {.option = place, .contract = i, .split = split}, traffic, block, options).found());
      reserve(all.back(), no_origin, options);
    }
  };
  for (const Prepared& one : prepared) {
    find(one, "");
    for (const Prepared& part : one.parts) find(part, one.option->name);
  }
  return all;
}

}  // namespace llmtco
