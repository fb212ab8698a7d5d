#include "latency/token_bucket.h"

#include <array>
#include <vector>

#include "columns/column_math.h"
#include "columns/repeatable.h"

namespace llmtco {
namespace {

constexpr double none_waits = 1e-4;  // a share of the calls that no percentile told shows
constexpr double no_load = 1e-9;     // a rate or load below it asks for nothing
constexpr double even = 1e-9;        // sizes of a smaller variance are alike

/// log M(x) = -log(1 - c x) / c, x at c = 0.
Column log_moment(const Column& x, const Column& c) {
  const Column alike = less(c, even), some = select(alike, 1.0, c);
  const Column gamma = -1.0 * log1p(max(-1.0 + 1e-15, -1.0 * some * x)) / some;
  return select(alike, x, gamma);
}

/// The x > 0 with r (M(x) - 1) = x, by halving. M(x) - 1 >= x + (1 + c) x^2 / 2 bounds it.
Column root(const Column& r, const Column& c) {
  const Column pole = select(less(c, even), 1e300, (1.0 - 1e-12) / max(c, even));
  Column low = 0.0, high = min(2.0 * (1.0 - r) / (r * (1.0 + c)), pole);
  for (int i = 0; i < 50; ++i) {
    const Column middle = 0.5 * (low + high);
    const Column below = less(log_moment(middle, c), log1p(middle / r));
    low = select(below, middle, low);
    high = select(below, high, middle);
  }
  return high;
}

/// A bound on the part of the calls that ask for more than y times their mean alone (Chernoff):
/// exp(-(y - 1 - log y) / c) for y > 1.
Column longer_than(const Column& y, const Column& c) {
  const Column above = max(1.0, y);
  return exp(-1.0 * (above - 1.0 - log(above)) / max(c, even));
}

/// Moments of an exponential of mean 1 between a and a + h.
latency_parts::Moments moments_between(double a, double h) {
  const double gone = repeatable::exp(-h), rest = gone / (1 - gone);
  const double first = 1 - h * rest, square = 2 - (h + 2) * h * rest,
               third = 6 - ((h + 3) * h + 6) * h * rest;
  const double variance = square - first * first;
  return {a + first, variance, third - 3 * first * variance - first * first * first};
}

/// An exponential of mean 1 s in slices, each a shifted lognormal of its moments: one lognormal alone is 20 % off.
LatencyDistribution exponential() {
  constexpr std::array above{1.0,  0.6,  0.35,
                             0.18, 0.08, 0.03};  // parts of the calls beyond the beginning of each slice
  std::vector<LatencyShare> slices;
  for (std::size_t i = 0; i < above.size(); ++i) {
    const double a = -repeatable::log(above[i]), beyond = i + 1 < above.size() ? above[i + 1] : 0;
    const latency_parts::Moments own = beyond > 0 ? moments_between(a, repeatable::log(above[i] / beyond))
                                                  : latency_parts::Moments{a + 1, 1.0, 2.0};
    const LatencyComponent part = latency_parts::with_moments(1.0, own, 0.0);
    slices.push_back(
        {above[i] - beyond, LatencyDistribution::constant(part.shift)
                                .then(LatencyDistribution::from_percentiles(part.p50, part.p95))});
  }
  return mix(slices);
}

}  // namespace

BucketWait bucket_wait(const MeteredCalls& calls, const Drawn<Seconds>& depth) {
  const Column rate = max(no_load, calls.rate / (request / second)), c = calls.square_cv;
  const Column m = max(no_load, calls.each / second), in_hour = rate * (hour / second);
  const Column most = max(0.5, 1.0 - sqrt((1.0 + c) / in_hour));
  const Column r = max(no_load, min(rate * m, most));
  const Column x = root(r, c);
  const Column level = (1.0 - r) * (1.0 + x / r) / ((r + x) / max(1e-12, 1.0 - c * x) - 1.0);
  const Column over_depth = level * exp(-1.0 * x / m * (depth / second));
  const Column waiting = min(min(1.0, r + longer_than(depth / second / m, c)), over_depth);
  return {waiting, m / x * second};
}

BucketWait longer(const BucketWait& a, const BucketWait& b) {
  const Column first = less_equal(b.waiting * (b.mean / second), a.waiting * (a.mean / second));
  return {select(first, a.waiting, b.waiting), select(first, a.mean, b.mean)};
}

LatencyDistribution over_calls(const BucketWait& wait) {
  if (!any(less(none_waits, wait.waiting))) return LatencyDistribution::constant({});
  return mix({{1.0 - wait.waiting, LatencyDistribution::constant({})},
              {wait.waiting, (wait.mean / second) * exponential()}});
}

LatencyDistribution wait_at_bucket(const MeteredCalls& calls, const Drawn<Seconds>& depth) {
  return over_calls(bucket_wait(calls, depth));
}

}  // namespace llmtco
