#include "latency/token_bucket.h"

#include <algorithm>
#include <cmath>

#include "times.h"

using namespace llmtco;

TEST_CASE("what waits at a bucket waits exponentially, at every quantile") {
  // Of 40 % of the calls the wait is 10 s on average: P(T > t) = 0.4 exp(-t / 10).
  const LatencyDistribution wait = always(1).then(over_calls({0.4, 10.0 * second}));
  for (const double p : {0.8, 0.9, 0.95, 0.99}) {
    CAPTURE(p);
    CHECK(seconds(wait.quantile(p)) - 1 == doctest::Approx(10 * std::log(0.4 / (1 - p))).epsilon(0.06));
  }
  CHECK(seconds(wait.quantile(0.5)) == doctest::Approx(1));
  CHECK(seconds(wait.mean()) == doctest::Approx(5).epsilon(1e-6));
  CHECK((wait.variance() / (second * second))[0] == doctest::Approx(0.4 * 200 - 16).epsilon(1e-6));
}

TEST_CASE("the fuller a limit and the less may come at once, the more is waited, and longer by draws") {
  double before = 0;
  for (const double rate : {0.2, 0.5, 0.8, 0.95, 0.999, 1.5}) {
    const BucketWait wait = bucket_wait({rate * request / second, 1.0 * second, 0.5}, 5.0 * second);
    CHECK(wait.waiting[0] * seconds(wait.mean) >= before);
    CHECK(wait.waiting[0] <= 1);
    before = wait.waiting[0] * seconds(wait.mean);
  }
  // Alone a call of gamma size (c = 0.5, mean 1 s) asks for more than 5 s in 11 exp(-10) = 0.05 % of the cases.
  CHECK(bucket_wait({0.0 * request / second, 1.0 * second, 0.5}, 5.0 * second).waiting[0] < 0.01);
  const MeteredCalls calls{0.9 * request / second, 1.0 * second, 0.5};
  CHECK(bucket_wait(calls, 5.0 * second).waiting[0] > bucket_wait(calls, 20.0 * second).waiting[0]);
  const BucketWait both = longer({0.1, 5.0 * second}, {between(0, 1, 4), 1.0 * second});
  for (std::size_t i = 0; i < block_draws; i += 100)
    CHECK(both.waiting[i] * seconds(both.mean, i) >= 0.5 - 1e-12);
}

TEST_CASE("a limit that nobody comes near adds nothing at all") {
  const LatencyDistribution wait = wait_at_bucket({0.1 * request / second, 1.0 * second, 0.0}, 60.0 * second);
  CHECK(wait.components().size() == 1);
  CHECK(seconds(wait.quantile(0.99)) == 0);
}
