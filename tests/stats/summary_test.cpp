#include "stats/summary.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

#include "stats/comparison.h"
#include "stats/correlation.h"
#include "stats/student_t.h"
#include "stats/sums.h"

#include <boost/math/distributions/students_t.hpp>

using namespace llmtco;

namespace {

/// A finished series of the given values, 1,024 a block.
Series series_of(const std::vector<double>& values) {
  Series series(values.size() / block_draws);
  for (std::size_t b = 0; b < values.size() / block_draws; ++b) {
    Column column = Column::uninitialised();
    std::copy_n(&values[b * block_draws], block_draws, column.values());
    series.set(b, column);
  }
  series.finish();
  return series;
}

/// value(i) for i in [0, 8192).
template <class F>
Series of_index(F value) {
  std::vector<double> values;
  for (int i = 0; i < 8192; ++i) values.push_back(value(i));
  return series_of(values);
}

}  // namespace

TEST_CASE("a series of one number stays one number; one other block makes it 8,192") {
  Series same(8);
  for (std::size_t b = 0; b < 8; ++b) same.set(b, Column(2.5));
  same.finish();
  CHECK(same.is_constant());
  CHECK(same.constant() == 2.5);
  CHECK(same[5000] == 2.5);
  CHECK(same.size() == 8192);

  Series mixed(8);
  for (std::size_t b = 0; b < 8; ++b) mixed.set(b, Column(b == 3 ? 1.0 : 2.5));
  mixed.finish();
  CHECK_FALSE(mixed.is_constant());
  CHECK(mixed.values()[3 * 1024] == 1);
  CHECK(mixed.values()[4 * 1024] == 2.5);
}

TEST_CASE("blocks may be set from several threads in any order") {
  Series series(64);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&series, t] {
      for (std::size_t b = t; b < 64; b += 4) {
        Column column = Column(static_cast<double>(b));
        if (b % 3 != 0) column.values()[1] = -1;
        series.set(b, column);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  series.finish();
  for (std::size_t b = 0; b < 64; ++b) {
    CHECK(series[b * 1024] == static_cast<double>(b));
    CHECK(series[b * 1024 + 1] == (b % 3 != 0 ? -1 : static_cast<double>(b)));
  }
}

TEST_CASE("sums are those of the values, in an order that does not depend on who made them") {
  std::vector<double> x(5000);
  std::iota(x.begin(), x.end(), 1.0);
  CHECK(sum(x) == 5000.0 * 5001 / 2);
  CHECK(mean(x) == 2500.5);
  CHECK(sum_of_squares(x, 2500.5) == doctest::Approx(5000.0 * (5000.0 * 5000 - 1) / 12));
  // 0.1 ten million times: a running sum is off by 1.6e-4, the tree by rounding of the last few additions.
  const std::vector<double> tenths(10'000'000, 0.1);
  CHECK(std::fabs(sum(tenths) - 1e6) < 1e-8);
}

TEST_CASE("Student's t is Boost's") {
  for (std::size_t degrees : {1u, 2u, 7u, 9u, 15u, 30u, 31u, 63u, 1000u}) {
    CHECK(student_t_90(degrees) ==
          doctest::Approx(boost::math::quantile(boost::math::students_t(static_cast<double>(degrees)), 0.95))
              .epsilon(1e-6));
  }
}

TEST_CASE("a summary, by hand: eight replicates of a ramp, each moved by its number") {
  // Replicate r holds r + 0/1024 ... r + 1023/1024: means r + 1023/2048,
  // mean of all 3.5 + 0.4995 = 3.9995; sd of the replicate means is that of
  // 0 ... 7 = sqrt(6) = 2.449; half width 1.8946 * 2.449 / sqrt 8 = 1.6408.
  const Summary s = summarize(of_index([](int i) { return i / 1024.0; }), 8);
  CHECK(s.mean.value == doctest::Approx(3.99951));
  CHECK(s.mean.half_width() == doctest::Approx(1.64075).epsilon(1e-5));
  CHECK(s.p50.value == doctest::Approx(3.99951));
  CHECK(s.p5.value == doctest::Approx(0.05 * 8191 / 1024));
  CHECK(s.p95.value == doctest::Approx(0.95 * 8191 / 1024));
  // sd of 8,192 equal steps of 1/1024: sqrt((8192^2 - 1) / 12 * 8192 / 8191) / 1024
  CHECK(s.sd.value ==
        doctest::Approx(std::sqrt((8192.0 * 8192 - 1) / 12 * 8192 / 8191) / 1024).epsilon(1e-12));
}

TEST_CASE("the number of replicates changes the intervals and nothing else") {
  const Series x = of_index([](int i) {
    return std::sin(i * 12.9898) * 43758.5453 - std::floor(std::sin(i * 12.9898) * 43758.5453);
  });
  const Summary eight = summarize(x, 8), sixteen = summarize(x, 16);
  CHECK(eight.p95.value == sixteen.p95.value);
  CHECK(eight.mean.value == doctest::Approx(sixteen.mean.value).epsilon(1e-14));
  CHECK(eight.mean.half_width() != sixteen.mean.half_width());
  CHECK(eight.p95.low < eight.p95.value);
  CHECK(eight.p95.high > eight.p95.value);
}

TEST_CASE("a certain result has no interval") {
  const Summary s = summarize(Series(8, 1200.0), 8);
  for (const Estimate& e : {s.mean, s.p5, s.p50, s.p95}) {
    CHECK(e.value == 1200);
    CHECK(e.half_width() == 0);
  }
  CHECK(s.sd.value == 0);
}

TEST_CASE("infinite draws: the mean is infinite and its interval open, the median is not") {
  const Summary s =
      summarize(of_index([](int i) { return i % 20 == 0 ? std::numeric_limits<double>::infinity() : i; }), 8);
  CHECK(std::isinf(s.mean.value));
  CHECK(std::isfinite(s.p50.value));
  CHECK(std::isinf(s.p95.high));
}

TEST_CASE("what is not a number is refused") {
  const Series x = of_index([](int i) { return i == 99 ? std::nan("") : 1.0; });
  CHECK_THROWS_WITH_AS(summarize(x, 8), "draw 99 of a series is not a number", std::domain_error);
  CHECK_THROWS_AS(summarize(Series(8, std::nan("")), 8), std::domain_error);
  CHECK_THROWS_AS(mean_estimate(x, 8), std::domain_error);
}

TEST_CASE("a proportion stays within 0 and 1, and never seen is not impossible") {
  const Estimate quarter = proportion(of_index([](int i) { return i % 4 == 0 ? 1 : 0; }), 8);
  CHECK(quarter.value == 0.25);
  CHECK(quarter.half_width() == 0);
  const Estimate half = proportion(of_index([](int i) { return i < 4096 ? 1 : 0; }), 8);
  CHECK(half.value == 0.5);
  CHECK(half.low == doctest::Approx(0.5 - 1.8945786 * std::sqrt(2.0 / 7) / std::sqrt(8)));
  CHECK(half.high <= 1);
  const Estimate never = proportion(Series(8, 0.0), 8);
  CHECK(never.low == 0);
  CHECK(never.high == doctest::Approx(3.0 / 8192));
  CHECK(proportion(Series(8, 1.0), 8).low == doctest::Approx(1 - 3.0 / 8192));
}

TEST_CASE("what both options share cancels in their difference") {
  // a = 100 + noise, b = 90 + the same noise: the difference is -10 in every draw, however wide the noise.
  const auto noise = [](int i) { return 30 * std::sin(i * 0.7); };
  const Series a = of_index([&](int i) { return 100 + noise(i); });
  const Series b = of_index([&](int i) { return 90 + noise(i); });
  const Summary difference_of = summarize(difference(b, a), 8);
  CHECK(difference_of.mean.value == doctest::Approx(-10));
  CHECK(difference_of.mean.half_width() < 1e-10);
  CHECK(difference_of.p5.value == doctest::Approx(-10));
  CHECK(difference_of.p95.value == doctest::Approx(-10));
  CHECK(relative_change(b, a, 8).value == doctest::Approx(-0.1).epsilon(1e-3));
}

TEST_CASE("relative change by the delta method, by hand") {
  // a is 100; b is 110 in half of the replicates and 130 in the others: +20 %, sd of b_r / a over 8
  // replicates 0.1 sqrt(8/7) = 0.10690, half width 1.8946 * 0.10690 / sqrt 8 = 0.07161.
  const Estimate change =
      relative_change(of_index([](int i) { return i / 1024 % 2 == 0 ? 110 : 130; }), Series(8, 100.0), 8);
  CHECK(change.value == doctest::Approx(0.2));
  CHECK(change.half_width() == doctest::Approx(0.07161).epsilon(1e-4));
  CHECK(std::isnan(relative_change(Series(8, 1.0), Series(8, 0.0), 8).value));
}

TEST_CASE("rank correlation sees any monotone relation, linear correlation only lines") {
  std::vector<double> x, cube, falling;
  for (int i = -50; i <= 50; ++i) {
    x.push_back(i);
    cube.push_back(std::pow(i, 3));
    falling.push_back(-2 * i + 1);
  }
  CHECK(spearman(x, cube) == doctest::Approx(1));
  CHECK(pearson(x, cube) < 0.95);
  CHECK(pearson(x, falling) == doctest::Approx(-1));
  CHECK(pearson(x, std::vector<double>(101, 3.0)) == 0);
  // Ties share the mean rank: 10, 20, 20, 30 rank 0, 1.5, 1.5, 3.
  CHECK(ranks(std::vector<double>{20, 10, 30, 20}) == std::vector<double>{1.5, 0, 3, 1.5});
}

TEST_CASE("shares of draws below and above zero: of -1, 0, 2 and 3 in turn a quarter and a half") {
  std::vector<double> draws(4096);
  for (std::size_t i = 0; i < draws.size(); ++i) draws[i] = std::array{-1.0, 0.0, 2.0, 3.0}[i % 4];
  Series series(4);
  for (std::size_t block = 0; block < 4; ++block) {
    std::copy_n(draws.begin() + static_cast<std::ptrdiff_t>(block * 1024), 1024, series.begin_block(block));
    series.end_block(block);
  }
  series.finish();
  const SignShares shares = sign_shares(series, 8);
  CHECK(shares.below.value == 0.25);
  CHECK(shares.above.value == 0.5);
  CHECK(shares.above.low == 0.5);
  // Never seen in 1,024 draws: up to 3 / 1,024.
  CHECK(sign_shares(Series(1, 5.0), 1).below.high == 3.0 / 1024);
  CHECK(sign_shares(Series(1, 5.0), 1).above.value == 1);
}
