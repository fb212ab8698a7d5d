#include "workload/traffic.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <string>

#include "columns/column_math.h"

namespace llmtco {
namespace {

/// What the demand of months is told to be made of, beside growth.
std::vector<Argument> arguments_of(const Column& growth, const std::optional<Column>& shape,
                                   const std::optional<Column>& comes = {}) {
  std::vector<Argument> all{{"growth a month", growth}};
  if (shape) all.push_back({"season and launch", *shape});
  if (comes) all.push_back({"share that comes, over its mean", *comes});
  return all;
}

/// A month's growth is told as the power it is, not as a chain of products.
Column told_as_power(const Column& factor, int month, const Column& growth,
                     const std::optional<Column>& shape) {
  if (!factor.is_traced()) return factor;
  const std::string power = "(1 + growth)^" + std::to_string(month);
  return opaque(shape ? power + " x season and launch" : power, factor, arguments_of(growth, shape));
}

void set_period(ClassTraffic& traffic, const Block& block, const Period& period) {
  const DemandShape& shape = traffic.requests->shape;
  const Column rate = block(traffic.requests->growth_per_month), each = 1.0 + rate;
  Column factor = 1.0, sum = 0.0;
  std::optional<Column> shapes, drift;  // means over the period
  traffic.growth.clear();
  for (int month = 0; month < period.first + period.months; ++month) {
    if (month >= period.first) {
      std::optional<Column> own;
      if (!shape.is_even()) own = shape.factor(month, block);
      Column of_month = own ? factor * *own : factor;
      const auto at = static_cast<std::size_t>(month);
      const bool drifts = at < traffic.by_month.size();
      traffic.growth.push_back(told_as_power(of_month, month, rate, own));
      if (drifts) {
        traffic.growth.back() = traffic.growth.back() * traffic.by_month[at];
        of_month = of_month * traffic.by_month[at];
        drift = drift.value_or(0.0) + traffic.by_month[at] / static_cast<double>(period.months);
      }
      sum += of_month;
      if (own) shapes = shapes.value_or(0.0) + *own / static_cast<double>(period.months);
    }
    factor = factor * each;
  }
  Column mean_growth = sum / static_cast<double>(period.months);
  if (mean_growth.is_traced())
    mean_growth = opaque(shapes ? "mean of (1 + growth)^month x season and launch over the months"
                                : "mean of (1 + growth)^month over the months",
                         std::move(mean_growth), arguments_of(rate, shapes, drift));
  const bool none = traffic.first_rate.base_units().is(0);
  traffic.rate = none ? Drawn<RequestsPerSecond>() : traffic.first_rate * mean_growth;
}

void set_tokens(ClassTraffic& traffic, const TokenFactors& factors, const Block& block) {
  traffic.lengths = lengths_of(*traffic.requests, factors, block);
  traffic.task = task_tokens(traffic.lengths);
  traffic.longest_call = longest_call(traffic.lengths);
  traffic.known_shares.clear();
}

void add_class(const RequestClass& requests, const Block& block, Traffic& traffic) {
  ClassTraffic& each = traffic.classes.emplace_back();
  each.requests = &requests;
  each.first_rate = block(requests.requests);
  set_tokens(each, TokenFactors(), block);
}

}  // namespace

const std::vector<TierShare>& ClassTraffic::shares(const std::vector<Tokens>& tiers) const {
  for (const KnownShares& known : known_shares) {
    if (known.tiers == tiers) return known.shares;
  }
  return known_shares.emplace_back(KnownShares{tiers, tier_shares(lengths, tiers)}).shares;
}

bool Traffic::grows() const {
  return std::any_of(classes.begin(), classes.end(), [](const ClassTraffic& each) {
    return std::any_of(each.growth.begin(), each.growth.end(), [](const Column& g) { return !g.is(1); });
  });
}

void weigh_alike_without(std::vector<Drawn<RequestsPerSecond>>& rates) {
  Drawn<RequestsPerSecond> sum;
  for (const auto& rate : rates) sum += rate;
  const Column none = less_equal(sum, Drawn<RequestsPerSecond>());
  if (!any(none)) return;
  for (auto& rate : rates) rate = select(none, Drawn<RequestsPerSecond>(1.0 * request / second), rate);
}

void to_period(Traffic& traffic, const Block& block, const Period& period) {
  assert(period.first >= 0 && period.months >= 1);
  traffic.period = period;
  std::vector<Drawn<RequestsPerSecond>> weights;
  for (ClassTraffic& each : traffic.classes) {
    set_period(each, block, period);
    weights.push_back(each.rate);
  }
  weigh_alike_without(weights);
  for (std::size_t i = 0; i < weights.size(); ++i) traffic.classes[i].weight = std::move(weights[i]);
}

Traffic at_multiples(const Traffic& traffic, const std::vector<Column>& factors, const Block& block) {
  assert(factors.size() == traffic.classes.size());
  Traffic more = traffic;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    more.classes[i].first_rate =
        factors[i].is(0) ? Drawn<RequestsPerSecond>() : traffic.classes[i].first_rate * factors[i];
  }
  to_period(more, block, traffic.period);
  return more;
}

Traffic at_monthly_multiples(const Traffic& traffic, const std::vector<Column>& factors,
                             const std::vector<std::vector<Column>>& by_month, const Block& block) {
  Traffic more = at_multiples(traffic, factors, block);
  for (std::size_t i = 0; i < by_month.size(); ++i) {
    std::vector<Column>& own = more.classes[i].by_month;
    for (std::size_t m = 0; m < by_month[i].size(); ++m) {
      if (m == own.size()) own.emplace_back(1.0);
      const Column any = less(0.0, factors[i]);
      own[m] = own[m] * select(any, by_month[i][m] / select(any, factors[i], 1.0), 1.0);
    }
  }
  to_period(more, block, traffic.period);
  return more;
}

Traffic in_period(Traffic traffic, const Block& block, const Period& period) {
  to_period(traffic, block, period);
  return traffic;
}

Traffic traffic_in(const Workload& workload, const Block& block, const Period& period) {
  Traffic traffic;
  for (const RequestClass& requests : workload.classes) add_class(requests, block, traffic);
  return in_period(std::move(traffic), block, period);
}

Traffic in_block(const Traffic& traffic, const Block& block) {
  Traffic same;
  for (const ClassTraffic& each : traffic.classes) add_class(*each.requests, block, same);
  return in_period(std::move(same), block, traffic.period);
}

Traffic counted(Traffic traffic, const Counting& counting, const Block& block) {
  assert(counting.size() == traffic.classes.size());
  for (std::size_t i = 0; i < counting.size(); ++i) set_tokens(traffic.classes[i], counting[i], block);
  return traffic;
}

}  // namespace llmtco
