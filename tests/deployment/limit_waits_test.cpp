#include "deployment/limit_waits.h"

#include <algorithm>
#include <cmath>

#include "columns/repeatable.h"
#include "demands.h"
#include "latency/token_bucket.h"
#include "random/philox.h"

// Rate limits, against formulas by hand and against calls that come one by one to a bucket.

using namespace llmtco;

namespace {

/// Numbers of one stream of the project's generator.
class Stream {
 public:
  explicit Stream(std::uint32_t stream) : stream_(stream) {}
  double uniform() {
    const PhiloxWords words = philox({static_cast<std::uint32_t>(++draw_), 0, 0, stream_}, 20261129);
    return uniform_of(static_cast<std::uint64_t>(words[0]) << 32 | words[1]);
  }
  double exponential(double mean) { return -mean * repeatable::log(uniform()); }
  /// Gamma of this mean and coefficient of variation 1 / sqrt(shape).
  double gamma(double mean, int shape) {
    double sum = 0;
    for (int i = 0; i < shape; ++i) sum += exponential(mean / shape);
    return sum;
  }
  double lognormal(double mean, double square_cv) {
    const double square = std::log1p(square_cv);
    return mean * repeatable::exp(std::sqrt(square) * repeatable::normal_quantile(uniform()) - square / 2);
  }

 private:
  std::uint32_t stream_;
  std::uint64_t draw_ = 0;
};

/// What calls wait for, in ascending order: tokens flow into a bucket that holds `depth` seconds of the limit, and a call
/// goes when those before it have gone and the bucket has what it asks for.
template <class Size>
std::vector<double> simulated(double rate, double depth, std::uint32_t stream, const Size& size) {
  Stream gaps(stream);
  std::vector<double> waits;
  double now = 0, level = depth, filled_at = 0;
  for (int i = 0; i < 300'000; ++i) {
    now += gaps.exponential(1 / rate);
    const double asked = size(), free_at = std::max(now, filled_at);
    level = std::min(depth, level + free_at - filled_at);
    const double goes = free_at + std::max(0.0, asked - level);
    level += goes - free_at - asked;
    filled_at = goes;
    waits.push_back(goes - now);
  }
  std::sort(waits.begin(), waits.end());
  return waits;
}

double quantile(const std::vector<double>& sorted, double p) {
  return sorted[static_cast<std::size_t>(p * static_cast<double>(sorted.size()))];
}

MeteredCalls calls(double rate, double each, double square_cv) {
  return {rate * request / second, each * second, square_cv};
}

/// 48 calls a minute, 2,102,400 a month, in every hour.
RequestClass even_calls(double input, double input_cv) {
  RequestClass all = requests(2'102'400, input, 300);
  all.input.cv = input_cv;
  return all;
}

Option limited(const RateLimits& limits, std::vector<Contract> before = {}) {
  Endpoint endpoint{.cache_hit_rate = 0.0};
  endpoint.speed = StreamSpeed{.ttft_p50 = 0.5 * second,
                               .ttft_p95 = 0.5 * second,
                               .output = 50.0 * token / second,
                               .source = "a test"};
  before.emplace_back(limits);
  before.emplace_back(flat_tariff(1, 1, 1, 1));
  return option_of(endpoint, std::move(before));
}

}  // namespace

TEST_CASE("a bucket of one call is a queue M/D/1, and a minute's worth of calls takes up its bursts") {
  // r = 0.8: 0.8 (e^x - 1) = x at x = 0.430842; 0.2 x (1 + x / r) / (r + x - 1) = 1.332991.
  const BucketWait one = bucket_wait(calls(0.8, 1, 0), 1.0 * second);
  CHECK(one.waiting[0] == doctest::Approx(1.332991 * std::exp(-0.430842)).epsilon(1e-5));
  CHECK((one.mean / second)[0] == doctest::Approx(1 / 0.430842).epsilon(1e-5));
  CHECK(one.waiting[0] * (one.mean / second)[0] == doctest::Approx(0.8 / (2 * 0.2)).epsilon(0.01));  // M/D/1
  CHECK(bucket_wait(calls(0.8, 1, 0), 60.0 * second).waiting[0] < 1e-10);
  // Exponential sizes: M/M/1, r of the calls wait, 1 / (1 - r) on average.
  const BucketWait exponential = bucket_wait(calls(0.9, 1, 1), Drawn<Seconds>());
  CHECK(exponential.waiting[0] == doctest::Approx(1));
  CHECK((exponential.mean / second)[0] == doctest::Approx(10));
}

TEST_CASE("waits at a bucket are those of calls that come to it one by one") {
  struct Case {
    double rate, each;
    int shape;  ///< of gamma sizes; none: all alike
    double depth;
  };
  const auto compare = [](const LatencyDistribution& told, const std::vector<double>& waits, double within) {
    for (const double p : {0.95, 0.99})
      CHECK(seconds(told.quantile(p)) - 1 == doctest::Approx(quantile(waits, p)).epsilon(within));
    double sum = 0;
    for (const double wait : waits) sum += wait;
    CHECK(seconds(told.mean()) - 1 ==
          doctest::Approx(sum / static_cast<double>(waits.size())).epsilon(within));
  };
  const auto told = [](double rate, double each, double square_cv, double depth) {
    return LatencyDistribution::constant(1.0 * second)
        .then(wait_at_bucket(calls(rate, each, square_cv), depth * second));
  };
  std::uint32_t stream = 0;
  for (const Case& each : {Case{0.8, 1, 0, 1}, Case{0.1, 8, 2, 60}, Case{0.1, 9, 1, 60}, Case{0.1, 9, 4, 60},
                           Case{0.8, 1, 0, 4}}) {
    CAPTURE(each.rate);
    CAPTURE(each.shape);
    CAPTURE(each.depth);
    Stream sizes(stream + 1);
    const auto waits = simulated(each.rate, each.depth, stream += 2, [&] {
      return each.shape == 0 ? each.each : sizes.gamma(each.each, each.shape);
    });
    compare(told(each.rate, each.each, each.shape == 0 ? 0 : 1.0 / each.shape, each.depth), waits, 0.1);
  }
  // Lognormal lengths of the same variance have more very long calls: still within 15 %.
  Stream sizes(101);
  const auto waits = simulated(0.1, 60, 100, [&] { return sizes.lognormal(8, 1); });
  compare(told(0.1, 8, 1, 60), waits, 0.15);
}

TEST_CASE("a queue at its limit grows no longer than an hour lets it") {
  // 3,600 calls of 1 s: r counts as 1 - 1 / 60. A queue that is balanced and starts empty is a random walk: after t
  // seconds sqrt(2 t / pi) on average, two thirds of sqrt(2 x 3,600 / pi) = 31.9 s over the hour.
  const BucketWait full = bucket_wait(calls(1, 1, 0), 1.0 * second),
                   above = bucket_wait(calls(2, 0.5, 0), 1.0 * second);
  CHECK(full.waiting[0] * (full.mean / second)[0] == doctest::Approx(31.9).epsilon(0.1));
  CHECK((bucket_wait(calls(3, 1, 0), 1.0 * second).mean / second)[0] < 60);
  CHECK((above.mean / second)[0] < (full.mean / second)[0]);
}

TEST_CASE("48 calls a minute wait at a limit of 60, in the time to the first token") {
  const auto ttft = [](const RateLimits& limits, MeasureOf<Seconds> measure) {
    return seconds_of(evaluation(limited(limits), demand_of({even_calls(700, 0)})), measure);
  };
  // All wait but 13 %, 2.32 s on average: 0.5 s + log(0.8664 / 0.05) x 2.321 s.
  const RateLimits by_second{.requests = 60.0 * request, .burst = 1.0 * second};
  CHECK(ttft(by_second, measures::ttft_p95) ==
        doctest::Approx(0.5 + std::log(0.8664 / 0.05) * 2.321).epsilon(0.05));
  CHECK(ttft({.requests = 60.0 * request}, measures::ttft_p95) == doctest::Approx(0.5));
  CHECK(ttft({.requests = 49.0 * request}, measures::ttft_p95) > 0.6);
  // 700 tokens each are 33,600 a minute; alike they wait as requests do, at the limit at which more is waited.
  CHECK(ttft({.requests = 480.0 * request, .input = 42'000.0 * token, .burst = 1.0 * second},
             measures::ttft_p95) == doctest::Approx(ttft(by_second, measures::ttft_p95)).epsilon(1e-6));
}

TEST_CASE("the busiest hour decides, and nobody waits for what provisioned units serve") {
  RequestClass peak = even_calls(700, 0);
  peak.requests = 1'051'200.0 * a_month;  // half as many
  peak.peak_to_mean = 2.0;
  const RateLimits limits{.requests = 60.0 * request, .burst = 1.0 * second};
  const double busiest = seconds_of(evaluation(limited(limits), demand_of({peak})), measures::ttft_p95);
  const double even =
      seconds_of(evaluation(limited(limits), demand_of({even_calls(700, 0)})), measures::ttft_p95);
  CHECK(busiest == doctest::Approx(even).epsilon(1e-9));
  // One unit takes all 33,600 tokens a minute: no call comes to the limit.
  const Provisioned unit{
      .units = 1.0, .price = 1.0 * usd / hour, .input = 40'000.0 * token, .output_weight = 0.0};
  const Evaluation none = evaluation(limited(limits, {unit}), demand_of({even_calls(700, 0)}));
  CHECK(seconds_of(none, measures::ttft_p95) == doctest::Approx(0.5));
}

TEST_CASE("calls of busy hours that wait for quiet ones wait for the backlog besides") {
  // All calls in 12 hours of the day, 96 a minute with room for 72: a third more than served. 12 x 60 x 24 = 17,280 calls
  // are left, which take 240 minutes: half of that in median, 95 % of it at most for 95 of 100.
  RequestClass day = even_calls(700, 0);
  day.profile.emplace();
  for (std::size_t i = 0; i < 168; ++i) day.profile->share[i] = i % 24 < 12 ? 1.0 / 84 : 0;
  const RateLimits limits{.requests = 72.0 * request, .over = Overflow::queue};
  const Evaluation waits = evaluation(limited(limits), demand_of({day}));
  CHECK(waits.feasible.constant() == 1);
  CHECK(seconds_of(waits, measures::ttft_p50) == doctest::Approx(120 * 60).epsilon(0.02));
  CHECK(seconds_of(waits, measures::ttft_p95) == doctest::Approx(0.95 * 240 * 60).epsilon(0.02));
  // Refused, they are not served at all.
  RateLimits refused = limits;
  refused.over = Overflow::refuse;
  CHECK(evaluation(limited(refused), demand_of({day})).feasible.constant() == 0);
}

TEST_CASE("where the mean load is above the limit, or one call is, nothing can be served") {
  const Evaluation above = evaluation(limited({.requests = 40.0 * request, .over = Overflow::queue}),
                                      demand_of({even_calls(700, 0)}));
  CHECK(above.feasible.constant() == 0);
  CHECK(above.reason ==
        "the mean of the busiest day asks for 48 requests a minute, which waiting cannot mend, the rate "
        "limit is 40");
  RequestClass few = requests(1000, 40'000, 300);
  const Evaluation large = evaluation(limited({.input = 30'000.0 * token}), demand_of({few}));
  CHECK(large.feasible.constant() == 0);
  CHECK(large.reason == "a call asks for 40k input tokens, the rate limit is 30k a minute");
}
