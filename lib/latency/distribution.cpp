#include "latency/distribution.h"

#include <cassert>
#include <limits>
#include <span>
#include <vector>

#include "latency/mixture_quantile.h"
#include "latency/reduce.h"

namespace llmtco {
namespace {

/// weight x value, 0 where the weight is, whatever the value.
Column weighted(const Column& weight, const Column& value) {
  return select(equal(weight, 0.0), 0.0, weight * value);
}

/// The same parameters, as the solver's own steps explain nothing to anybody.
std::vector<LatencyComponent> without_account(const std::vector<LatencyComponent>& components) {
  const auto plain = [](const Drawn<Seconds>& time) { return Drawn<Seconds>(time.base_units().plain()); };
  std::vector<LatencyComponent> all;
  for (const LatencyComponent& each : components)
    all.push_back({each.weight.plain(), plain(each.shift), plain(each.p50), plain(each.p95)});
  return all;
}

}  // namespace

LatencyDistribution LatencyDistribution::from_percentiles(Drawn<Seconds> p50, Drawn<Seconds> p95) {
  return LatencyDistribution({{.shift = {}, .p50 = std::move(p50), .p95 = std::move(p95)}});
}

LatencyDistribution LatencyDistribution::constant(Drawn<Seconds> time) {
  return from_percentiles(time, time);
}

Drawn<Seconds> LatencyDistribution::quantile(double p) const {
  assert(0 < p && p < 1);
  if (components_.size() == 1) return latency_parts::quantile(components_.front(), p);
  const Drawn<Seconds> solved = latency_parts::mixture_quantile(without_account(components_), p);
  std::vector<Argument> of;
  for (const LatencyComponent& each : components_) {
    of.push_back({"share of requests", each.weight});
    of.push_back(argument("median", each.p50));
    of.push_back(argument("95th percentile", each.p95));
  }
  return Drawn<Seconds>(
      opaque("quantile of a mix", solved.base_units(), std::span<const Argument>(of), &Seconds::dimension));
}

Column LatencyDistribution::cdf(const Drawn<Seconds>& time) const {
  constexpr double least_normal = 1e-300;  // the logarithm of 0 could not be multiplied
  return latency_parts::MixtureCdf(components_)(log(max(least_normal, time / second)));
}

Drawn<Seconds> LatencyDistribution::mean() const {
  Column sum;
  for (const LatencyComponent& component : components_) {
    sum += weighted(component.weight, latency_parts::moments(component).mean);
  }
  return sum * second;
}

Drawn<SecondsSquared> LatencyDistribution::variance() const {
  const Column center = mean() / second;
  Column sum;
  for (const LatencyComponent& component : components_) {
    const latency_parts::Moments own = latency_parts::moments(component);
    const Column off = own.mean - center;
    sum += weighted(component.weight, own.variance + off * off);
  }
  return sum * (second * second);
}

LatencyDistribution LatencyDistribution::then(const LatencyDistribution& next) const {
  std::vector<LatencyComponent> earlier = components_, later = next.components_, sums;
  latency_parts::reduce(earlier, later);
  for (const LatencyComponent& a : earlier) {
    for (const LatencyComponent& b : later) sums.push_back(latency_parts::sum(a, b));
  }
  return LatencyDistribution(std::move(sums));
}

LatencyDistribution operator*(const Column& factor, LatencyDistribution times) {
  for (LatencyComponent& component : times.components_) {
    if (!component.shift.base_units().is(0)) component.shift = factor * component.shift;
    component.p50 = factor * component.p50;
    component.p95 = factor * component.p95;
  }
  return times;
}

LatencyDistribution mix(const std::vector<LatencyShare>& shares) {
  assert(!shares.empty());
  std::vector<const LatencyShare*> used;
  Column total;
  for (const LatencyShare& share : shares) {
    if (share.weight.is(0)) continue;
    used.push_back(&share);
    total += share.weight;
  }
  if (used.empty()) return LatencyDistribution::constant(std::numeric_limits<double>::quiet_NaN() * second);
  if (used.size() == 1) return used.front()->times;
  std::vector<LatencyComponent> components;
  for (const LatencyShare* share : used) {
    const Column part = share->weight / total;
    for (LatencyComponent component : share->times.components_) {
      component.weight = part * component.weight;
      components.push_back(std::move(component));
    }
  }
  return LatencyDistribution(std::move(components));
}

}  // namespace llmtco
