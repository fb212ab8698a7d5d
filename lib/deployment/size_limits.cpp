#include "deployment/size_limits.h"

#include <fmt/format.h>

#include <algorithm>

#include "columns/column_math.h"
#include "columns/crossing.h"
#include "deployment/latency.h"

namespace llmtco {
namespace {

constexpr double hardly_any_load = 0.02;
/// Capacities that no limit ever holds back to.
constexpr double unlimited = 1e3;

/// One limit of a class.
struct Held {
  const TimeLimits* kind;
  int request_class;
  double p, seconds;
};

std::vector<Held> limits_held(const Traffic& traffic) {
  std::vector<Held> all;
  for (std::size_t c = 0; c < traffic.classes.size(); ++c) {
    if (!traffic.classes[c].comes()) continue;
    const Slo& slo = traffic.classes[c].requests->slo;
    for (const TimeLimits& kind : time_limits) {
      if (const auto& limit = slo.*kind.p95)
        all.push_back({&kind, static_cast<int>(c), 0.95, *limit / second});
      if (const auto& limit = slo.*kind.p99)
        all.push_back({&kind, static_cast<int>(c), 0.99, *limit / second});
    }
  }
  return all;
}

/// Whole answers need both.
TimesAsked asked_for(const std::vector<Held>& held) {
  const auto any_of = [&](auto ClassLatency::*other) {
    return std::any_of(held.begin(), held.end(),
                       [&](const Held& each) { return each.kind->spread != other; });
  };
  return {.ttft = any_of(&ClassLatency::tpot), .tpot = any_of(&ClassLatency::ttft)};
}

/// Times over limits at a load.
class Excess {
 public:
  Excess(const SimulatedCapacity& capacity, const Context& context)
      : capacity_(capacity),
        context_(context),
        held_(limits_held(context.traffic)),
        asked_(asked_for(held_)) {}

  const std::vector<Held>& held() const { return held_; }
  const Yardsticks& yardsticks() const { return *capacity_.yardsticks; }

  /// Of each limit.
  std::vector<Column> at(const Steady& state) const {
    const std::vector<TimesOf> times =
        capacity_.times->at(min(state.load, most_simulated_load), yardsticks().at(state), asked_);
    std::vector<Column> all;
    for (const Held& limit : held_) {
      const auto c = static_cast<std::size_t>(limit.request_class);
      const LatencyDistribution spread =
          class_times(limit.kind->spread, call_times_of(times[c]), context_.traffic.classes[c]);
      all.push_back((spread.quantile(limit.p) / second).plain() / limit.seconds);
    }
    return all;
  }

 private:
  const SimulatedCapacity& capacity_;
  const Context& context_;
  std::vector<Held> held_;
  TimesAsked asked_;
};

Column largest_of(const std::vector<Column>& all) {
  Column worst = 0.0;
  for (const Column& each : all) worst = max(worst, each);
  return worst;
}

std::string name_of(const Held& limit, const Context& context) {
  const bool first = limit.kind->spread == &ClassLatency::ttft,
             whole = limit.kind->spread == &ClassLatency::e2e;
  const std::string of =
      context.one_class()
          ? ""
          : fmt::format(
                " of {}",
                context.traffic.classes[static_cast<std::size_t>(limit.request_class)].requests->name);
  return fmt::format("the limit of {:.4g} s on the {:.0f}th percentile of {}{}", limit.seconds, 100 * limit.p,
                     first   ? "TTFT"
                     : whole ? "E2E"
                             : "TPOT",
                     of);
}

}  // namespace

std::optional<SizeLimits> size_limits(const SimulatedCapacity& capacity, const Context& context) {
  const Excess excess(capacity, context);
  const std::vector<Held>& held = excess.held();
  if (held.empty()) return std::nullopt;
  const Yardsticks& yardsticks = excess.yardsticks();
  const Steady hardly = yardsticks.state(hardly_any_load), most = yardsticks.state(most_simulated_load);
  const std::vector<Column> alone = excess.at(hardly), full = excess.at(most);
  SizeLimits limits;
  for (const Column& each : alone) limits.reached = limits.reached * less_equal(each, 1.0);
  const Column never = less_equal(largest_of(full), 1.0), bound = limits.reached * (1.0 - never);
  std::vector<Column> broken = full;
  Column load = most.load;
  if (any(bound)) {
    const auto left = [](const std::vector<Column>& over) { return -log(max(largest_of(over), 1e-300)); };
    const Column batch =
        crossing({hardly.batch, left(alone)}, {most.batch, left(full)},
                 [&](const Column& at) { return left(excess.at(yardsticks.state_of_batch(at))); });
    const Steady least = yardsticks.state_of_batch(batch);
    load = least.load;
    broken = excess.at(least);
  }
  limits.calls = select(bound, load, unlimited) * capacity.full;
  // Where some are just met, the one that is.
  const Column worst = largest_of(broken);
  Column taken = 0.0;
  for (std::size_t i = 0; i < held.size(); ++i) {
    const Column binds = bound * equal(broken[i], worst) * (1.0 - taken);
    taken = max(taken, binds);
    limits.binding.push_back({held[i].kind, held[i].request_class, binds});
  }
  return limits;
}

std::vector<OutOfReach> limits_out_of_reach(const SimulatedCapacity& capacity, const Context& context) {
  const Excess excess(capacity, context);
  const std::vector<Held>& held = excess.held();
  if (held.empty()) return {};
  const std::vector<Column> alone = excess.at(excess.yardsticks().state(hardly_any_load));
  std::vector<OutOfReach> out;
  for (std::size_t i = 0; i < held.size(); ++i) {
    if (!any(less_equal(alone[i], 1.0)))
      out.push_back({held[i].request_class, name_of(held[i], context) + " is out of its reach at any load"});
  }
  return out;
}

}  // namespace llmtco
