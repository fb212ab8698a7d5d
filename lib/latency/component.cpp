#include "latency/component.h"

#include "columns/normal.h"

#include "columns/repeatable.h"

namespace llmtco::latency_parts {

Lognormal lognormal(const LatencyComponent& component) {
  constexpr double wide = 3, median_of_wide = 0.007193619108317405;  // exp(-3 z95)
  const Column p50 = component.p50 / second, p95 = component.p95 / second;
  const Column point = less_equal(p95, p50);
  const Column from_nothing = less_equal(p50, 0.0) * (1.0 - point);
  const Column sigma = select(from_nothing, wide, log(p95 / p50) / z95);
  return {point, select(from_nothing, median_of_wide * p95, p50), select(point, 0.0, sigma)};
}

Moments moments(const LatencyComponent& component) {
  const Lognormal part = lognormal(component);
  const Column w = exp(part.sigma * part.sigma), mean = part.median * sqrt(w);
  const Column square = w - 1.0;  // of the coefficient of variation
  return {component.shift / second + mean, mean * mean * square,
          mean * mean * mean * square * square * (w + 2.0)};
}

Column least(const LatencyComponent& component) {
  const Column p50 = component.p50 / second;
  return component.shift / second + select(less_equal(component.p95 / second, p50), p50, 0.0);
}

LatencyComponent with_moments(const Column& weight, const Moments& moments, const Column& least) {
  constexpr double rounding = 1e-12;  // of the mean: what is nearer to it than this is no spread
  const Column spread = less(rounding * rounding * moments.mean * moments.mean, moments.variance);
  const Column deviation = sqrt(moments.variance), skewed = spread * less(0.0, moments.third);
  const Column half = select(skewed, 0.5 * moments.third / (moments.variance * deviation), 1.0);
  const Column u = pow(half + sqrt(1.0 + half * half), 1.0 / 3.0);
  const Column by_third = moments.mean - deviation / (u - 1.0 / u);
  const Column shift = select(skewed, max(least, by_third), least);

  const Column above = max(rounding * moments.mean, moments.mean - shift);
  const Column square = select(spread, moments.variance / (above * above), 0.0);
  const Column median = above / sqrt(1.0 + square), sigma = sqrt(log1p(square));
  return {weight, shift * second, median * second, median * exp(z95 * sigma) * second};
}

Drawn<Seconds> quantile(const LatencyComponent& component, double p) {
  if (p == 0.5) return component.shift + component.p50;
  if (p == 0.95) return component.shift + component.p95;
  const Lognormal part = lognormal(component);
  return component.shift + part.median * exp(part.sigma * repeatable::normal_quantile(p)) * second;
}

}  // namespace llmtco::latency_parts
