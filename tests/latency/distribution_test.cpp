#include "latency/distribution.h"

#include <cmath>

#include "times.h"

using namespace llmtco;

TEST_CASE("the two percentiles a time was made from come back to the last bit") {
  const Drawn<Seconds> p50 = between(0.1, 2, 1) * second, p95 = p50 + between(0, 9, 2) * second;
  const auto times = LatencyDistribution::from_percentiles(p50, p95);
  const auto alone = mix({{between(0, 1, 3), times}, {0.0, lognormal(7, 8)}});
  for (std::size_t i = 0; i < block_draws; ++i) {
    CAPTURE(i);
    CHECK(seconds(times.quantile(0.5), i) == seconds(p50, i));
    CHECK(seconds(times.quantile(0.95), i) == seconds(p95, i));
    CHECK(seconds(alone.quantile(0.5), i) == seconds(p50, i));
    CHECK(seconds(alone.quantile(0.95), i) == seconds(p95, i));
  }
}

TEST_CASE("median 1 s and 95th percentile 2 s say the rest of a lognormal") {
  // sigma = ln 2 / 1.644854 = 0.421404, w = exp(sigma^2) = 1.194325.
  const LatencyDistribution times = lognormal(1, 2);
  CHECK(seconds(times.mean()) == doctest::Approx(1.0928517).epsilon(1e-7));                       // sqrt(w)
  CHECK((times.variance() / (second * second))[0] == doctest::Approx(0.23208686).epsilon(1e-7));  // w (w - 1)
  CHECK(seconds(times.quantile(0.99)) == doctest::Approx(2.6653391).epsilon(1e-7));  // exp(2.326348 sigma)
  // Phi(ln 1.5 / 0.421404) = Phi(0.962177).
  CHECK(times.cdf(1.5 * second)[0] == doctest::Approx(0.83201982).epsilon(1e-7));
  CHECK(times.cdf(1.0 * second)[0] == doctest::Approx(0.5).epsilon(1e-14));
  CHECK(times.cdf(Drawn<Seconds>())[0] == doctest::Approx(0));
}

TEST_CASE("a time that is the same for all requests has no spread") {
  for (const double time : {0.0, 0.3, 20.0}) {
    CAPTURE(time);
    const LatencyDistribution times = always(time);
    for (const double p : {0.001, 0.5, 0.7, 0.95, 0.999}) CHECK(seconds(times.quantile(p)) == time);
    CHECK(seconds(times.mean()) == time);
    CHECK((times.variance() / (second * second))[0] == 0);
    CHECK(times.cdf(time * second)[0] == 1);
    if (time > 0) CHECK(times.cdf(0.999 * time * second)[0] == 0);
  }
}

TEST_CASE("a median of nothing below a 95th percentile of something is a very wide lognormal") {
  // p95 = 10 s and sigma = 3: median 10 exp(-4.934561) = 0.071936 s, mean 0.071936 exp(4.5) = 6.475496 s.
  const LatencyDistribution times = lognormal(0, 10);
  CHECK(seconds(times.quantile(0.5)) == 0);
  CHECK(seconds(times.quantile(0.95)) == 10);
  CHECK(seconds(times.mean()) == doctest::Approx(0.071936191 * std::exp(4.5)).epsilon(1e-7));
  CHECK(times.cdf(10.0 * second)[0] == doctest::Approx(0.95).epsilon(1e-12));
}

TEST_CASE("twice the time of each request is twice every quantile") {
  const LatencyDistribution once = mix({{0.9, lognormal(1, 2)}, {0.1, always(3).then(lognormal(1, 4))}});
  const LatencyDistribution twice = Column(2.0) * once;
  for (const double p : {0.05, 0.5, 0.95, 0.99}) {
    CHECK(seconds(twice.quantile(p)) == doctest::Approx(2 * seconds(once.quantile(p))).epsilon(1e-6));
  }
  CHECK(seconds(twice.mean()) == 2 * seconds(once.mean()));
  CHECK(seconds((Column(0.0) * once).quantile(0.95)) == 0);
}

TEST_CASE("half the requests at 1 s and half at 3 s") {
  const LatencyDistribution times = mix({{0.5, always(1)}, {0.5, always(3)}});
  CHECK(seconds(times.mean()) == 2);
  CHECK((times.variance() / (second * second))[0] == 1);
  CHECK(seconds(times.quantile(0.5)) == 1);
  CHECK(seconds(times.quantile(0.51)) == 3);
  CHECK(times.cdf(1.0 * second)[0] == 0.5);
  CHECK(times.cdf(2.9 * second)[0] == 0.5);
  CHECK(times.cdf(3.0 * second)[0] == 1);
}

TEST_CASE("the median of a mix is not the mean of the medians, nor its 95th percentile the largest") {
  // 90 % with (1, 2) s, 10 % with (10, 20) s: 0.9 Phi(ln t / 0.421404) + 0.1 Phi((ln t - 2.302585) /
  // 0.421404) is 0.5 at 1.060642 s, 0.95 at 10.000002 s, 0.99 at 17.160933 s.
  const LatencyDistribution times = mix({{9.0, lognormal(1, 2)}, {1.0, lognormal(10, 20)}});
  CHECK(seconds(times.quantile(0.5)) == doctest::Approx(1.0606420).epsilon(1e-6));
  CHECK(seconds(times.quantile(0.95)) == doctest::Approx(10.0000022).epsilon(1e-6));
  CHECK(seconds(times.quantile(0.99)) == doctest::Approx(17.1609335).epsilon(1e-6));
  const double mean_of_medians = 0.9 * 1 + 0.1 * 10;
  CHECK(mean_of_medians > 1.79 * seconds(times.quantile(0.5)));  // 1.9 s against 1.06 s
  // Means do mix: 0.9 x 1.092852 + 0.1 x 10.92852 = 2.076418.
  CHECK(seconds(times.mean()) == doctest::Approx(2.0764182).epsilon(1e-7));
  // 0.9 (0.232087 + 0.983567^2) + 0.1 (23.2087 + 8.852098^2).
  CHECK((times.variance() / (second * second))[0] == doctest::Approx(11.2363742).epsilon(1e-7));
}

TEST_CASE("mixing is associative") {
  const LatencyDistribution a = lognormal(1, 2), b = lognormal(3, 9), c = always(5);
  const LatencyDistribution left = mix({{0.7, mix({{0.5, a}, {0.2, b}})}, {0.3, c}});
  const LatencyDistribution right = mix({{0.5, a}, {0.5, mix({{0.2, b}, {0.3, c}})}});
  const LatencyDistribution flat = mix({{0.5, a}, {0.2, b}, {0.3, c}});
  CHECK(seconds(left.mean()) == doctest::Approx(seconds(flat.mean())).epsilon(1e-14));
  CHECK(seconds(right.mean()) == doctest::Approx(seconds(flat.mean())).epsilon(1e-14));
  for (const double p : {0.01, 0.3, 0.5, 0.65, 0.8, 0.95, 0.999}) {
    CAPTURE(p);
    CHECK(seconds(left.quantile(p)) == doctest::Approx(seconds(flat.quantile(p))).epsilon(2e-6));
    CHECK(seconds(right.quantile(p)) == doctest::Approx(seconds(flat.quantile(p))).epsilon(2e-6));
  }
}
