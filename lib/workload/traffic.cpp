#include "workload/traffic.h"

#include <algorithm>
#include <cassert>
#include <string>

namespace llmtco {
namespace {

/// A month's growth is told as the power it is, not as a chain of products.
Column told_as_power(const Column& factor, int month, const Column& growth) {
  if (!factor.is_traced()) return factor;
  return opaque("(1 + growth)^" + std::to_string(month), factor, {{"growth a month", growth}});
}

void set_period(ClassTraffic& traffic, const Block& block, const Period& period) {
  const Column rate = block(traffic.requests->growth_per_month), each = 1.0 + rate;
  Column factor = 1.0, sum = 0.0;
  traffic.growth.clear();
  for (int month = 0; month < period.first + period.months; ++month) {
    if (month >= period.first) {
      traffic.growth.push_back(told_as_power(factor, month, rate));
      sum += factor;
    }
    factor = factor * each;
  }
  Column mean_growth = sum / static_cast<double>(period.months);
  if (mean_growth.is_traced())
    mean_growth = opaque("mean of (1 + growth)^month over the months", std::move(mean_growth),
                         {{"growth a month", rate}});
  traffic.rate = traffic.first_rate * mean_growth;
}

void set_tokens(ClassTraffic& traffic, const TokenFactors& factors, const Block& block) {
  traffic.lengths = lengths_of(*traffic.requests, factors, block);
  traffic.task = task_tokens(traffic.lengths);
  traffic.longest_call = longest_call(traffic.lengths);
  traffic.known_shares.clear();
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

Traffic in_period(Traffic traffic, const Block& block, const Period& period) {
  to_period(traffic, block, period);
  return traffic;
}

Traffic traffic_in(const Workload& workload, const Block& block, const Period& period) {
  Traffic traffic;
  for (const RequestClass& requests : workload.classes) {
    ClassTraffic& each = traffic.classes.emplace_back();
    each.requests = &requests;
    each.first_rate = block(requests.requests);
    set_tokens(each, TokenFactors(), block);
  }
  return in_period(std::move(traffic), block, period);
}

Traffic counted(Traffic traffic, const Counting& counting, const Block& block) {
  assert(counting.size() == traffic.classes.size());
  for (std::size_t i = 0; i < counting.size(); ++i) set_tokens(traffic.classes[i], counting[i], block);
  return traffic;
}

}  // namespace llmtco
