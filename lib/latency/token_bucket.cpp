#include "latency/token_bucket.h"

#include "columns/column_math.h"

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

}  // namespace

BucketWait bucket_wait(const MeteredCalls& calls, const Drawn<Seconds>& depth) {
  const Column rate = max(no_load, calls.rate / (request / second)), c = calls.square_cv;
  const Column m = max(no_load, calls.each / second), in_hour = rate * (hour / second);
  const Column most = max(0.5, 1.0 - sqrt((1.0 + c) / in_hour));
  const Column r = max(no_load, min(rate * m, most));
  const Column x = root(r, c);
  const Column level = (1.0 - r) * (1.0 + x / r) / ((r + x) / max(1e-12, 1.0 - c * x) - 1.0);
  const Column waiting = min(1.0, level * exp(-1.0 * x / m * (depth / second)));
  return {waiting, m / x * second};
}

BucketWait longer(const BucketWait& a, const BucketWait& b) {
  const Column first = less_equal(b.waiting * (b.mean / second), a.waiting * (a.mean / second));
  return {select(first, a.waiting, b.waiting), select(first, a.mean, b.mean)};
}

LatencyDistribution over_calls(const BucketWait& wait) {
  if (!any(less(none_waits, wait.waiting))) return LatencyDistribution::constant({});
  constexpr double median = 0.6931471805599453, p95 = 2.995732273553991;  // of an exponential of mean 1: log 2, log 20
  return mix({{1.0 - wait.waiting, LatencyDistribution::constant({})},
              {wait.waiting, LatencyDistribution::from_percentiles(median * wait.mean, p95 * wait.mean)}});
}

LatencyDistribution wait_at_bucket(const MeteredCalls& calls, const Drawn<Seconds>& depth) {
  return over_calls(bucket_wait(calls, depth));
}

}  // namespace llmtco
