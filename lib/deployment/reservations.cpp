#include "deployment/reservations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "deployment/evaluate.h"
#include "deployment/feasibility.h"
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

/// What a count comes to: draws that it does not serve, and the mean bill of the others.
struct Tried {
  std::size_t unserved = 0;
  double usd = std::numeric_limits<double>::infinity();

  bool operator<(const Tried& other) const {
    return unserved != other.unserved ? unserved < other.unserved : usd < other.usd;
  }
};

Tried mean_over(const Bill& bill, const Column& served) {
  const Column cost = total(bill, is_payable) / usd;
  Tried tried;
  double sum = 0;
  for (std::size_t draw = 0; draw < block_draws; ++draw) {
    if (served[draw] == 0) {
      ++tried.unserved;
    } else {
      sum += cost[draw];
    }
  }
  if (tried.unserved < block_draws) tried.usd = sum / static_cast<double>(block_draws - tried.unserved);
  return tried;
}

/// One reservation of an option, asked with other counts: what serving consumes is worked out once.
class Search {
 public:
  Search(const Prepared& prepared, Reservation about, const Traffic& traffic, const Block& block,
         std::vector<Option>& options)
      : prepared_(prepared), about_(std::move(about)), block_(block), options_(options) {
    const Context context{block_, prepared.own ? *prepared.own : traffic, prepared.share, Detail::costs};
    use_.split = prepared.split;
    use_.period = context.traffic.period;
    for (const ClassTraffic& each : context.traffic.classes)
      use_.classes.push_back({.traffic = &each, .tasks = context.tasks(each)});
    if (!prepared.capacity) return;
    require(evaluation_, prepared.capacity->room, prepared.capacity->reason);
    serve(std::get<Fleet>(prepared.option->serving), *prepared.capacity, context, use_, evaluation_);
  }

  Reservation found() {
    about_.all = most();
    int low = 0, high = about_.all, step = 1;
    while ((high - low) / step > few) step *= 2;
    for (;; step = std::max(1, step / 8)) {
      int best = low;
      for (int count = low; count <= high; count += step)
        if (tried(count) < tried(best)) best = count;
      if (tried(high) < tried(best)) best = high;
      about_.replicas = best;
      if (step == 1) break;
      low = std::max(0, best - step);
      high = std::min(about_.all, best + step);
    }
    for (const int end : {0, about_.all})
      if (tried(end) < tried(about_.replicas)) about_.replicas = end;
    about_.usd = tried(about_.replicas).usd;
    about_.none_usd = tried(0).usd;
    about_.all_usd = tried(about_.all).usd;
    return about_;
  }

 private:
  const Tried& tried(int count) {
    const auto [known, is_new] = tried_.try_emplace(count);
    if (!is_new) return known->second;
    Reservation other = about_;
    other.replicas = count;
    reserve(other, no_origin, options_);
    Use left = use_;
    Bill lines;
    bill(prepared_.option->contracts, left, block_, lines);
    const Column met = less_equal(most_needed(left.machines.weeks), 0.0);
    return known->second = mean_over(lines, evaluation_.feasible * met);
  }

  int most() const {
    if (use_.machines.weeks.empty()) return 0;
    const double needed = largest(most_needed(use_.machines.weeks));
    constexpr double too_many = 1e6;
    return static_cast<int>(std::min(too_many, std::isfinite(needed) ? needed : 0));
  }

  const Prepared& prepared_;
  Reservation about_;
  const Block& block_;
  std::vector<Option>& options_;
  Use use_{};
  Evaluation evaluation_{};
  std::map<int, Tried> tried_;
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
    if (!one.capacity) return;  // it cannot be had
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
