#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "columns/keep_isa.h"
#include "columns/repeatable.h"
#include "host/isa.h"
#include "stats/quantile_window.h"
#include "stats/quantiles.h"
#include "stats/summary.h"
#include "stats/sums.h"

using namespace llmtco;

namespace {

constexpr std::size_t draws = std::size_t{1} << 18, replicates = 8;

/// A number in (0, 1) hashed from its place.
double uniform(std::uint64_t i) {
  i = (i + 1) * 0x9E3779B97F4A7C15u;
  i = (i ^ (i >> 30)) * 0xBF58476D1CE4E5B9u;
  i = (i ^ (i >> 27)) * 0x94D049BB133111EBu;
  return (static_cast<double>((i ^ (i >> 31)) >> 12) + 0.5) * 0x1p-52;
}

std::vector<double> series_of(const std::function<double(double u, std::size_t i)>& value) {
  std::vector<double> values;
  for (std::size_t i = 0; i < draws; ++i) values.push_back(value(uniform(i), i));
  return values;
}

const std::vector<double> three = {0.05, 0.5, 0.95};

/// The same estimates from the whole series, sorted.
std::vector<Estimate> by_sorting(const std::vector<double>& values) {
  const detail::Bracket all{-HUGE_VAL, HUGE_VAL};
  const detail::BracketValues everything(values, replicates, std::span(&all, 1));
  std::vector<Estimate> estimates;
  for (double p : three) estimates.push_back(*detail::QuantileWindow(everything, 0).estimate(p));
  return estimates;
}

}  // namespace

TEST_CASE("the few values kept of a long series tell the same quantiles and intervals as all of them") {
  const KeepIsa keep;
  const auto normal = [](double u) { return repeatable::normal_quantile(u); };
  const std::vector<std::vector<double>> all = {
      series_of([&](double u, std::size_t) { return 1660 * repeatable::exp(0.9 * normal(u)); }),
      series_of([&](double u, std::size_t) { return -1e-9 * repeatable::exp(normal(u)); }),
      series_of([&](double u, std::size_t) { return normal(u); }),                  // of both signs
      series_of([&](double u, std::size_t) { return std::floor(4 * normal(u)); }),  // many equal
      series_of(
          [](double u, std::size_t) { return u < 0.3 ? 0.0 : (u < 0.4 ? -0.0 : u); }),  // zeros of both signs
      series_of([](double u, std::size_t) { return u < 0.96 ? 1 + u : HUGE_VAL; }),     // saturates
      series_of([](double u, std::size_t i) { return static_cast<double>(i) + u; }),  // rises with its place
      series_of([](double u, std::size_t i) { return i % 1024 < 8 ? 1000 + u : 1 + u; }),  // repeats itself
      series_of([](double u, std::size_t i) {
        return (i < draws / 2 ? 1.0 : 1.001) + 1e-6 * u;
      }),                                                                     // replicates differ
      series_of([](double, std::size_t i) { return i == 77 ? 4.0 : 3.25; }),  // all equal but one
      series_of(
          [](double u, std::size_t i) { return u * 1e-310 * static_cast<double>(i % 3 + 1); }),  // subnormal
  };
  for (std::size_t which = 0; which < all.size(); ++which) {
    CAPTURE(which);
    const std::vector<Estimate> expected = by_sorting(all[which]);
    for (const Isa each : available_isas()) {
      set_isa(each);
      const std::vector<Estimate> found = quantile_estimates(all[which], replicates, three);
      for (std::size_t i = 0; i < three.size(); ++i) {
        CAPTURE(three[i]);
        CHECK(found[i].value == expected[i].value);
        CHECK(found[i].low == expected[i].low);
        CHECK(found[i].high == expected[i].high);
      }
    }
  }
}

TEST_CASE("a series that keeps sums alone knows the same mean, bit by bit, and no draw") {
  Series whole(32), sums(32, Retention::sums);
  for (std::size_t b = 0; b < 32; ++b) {
    Column column = Column::uninitialised();
    for (std::size_t i = 0; i < block_draws; ++i) column.values()[i] = uniform(b * block_draws + i);
    if (b == 5) column = 0.1;
    whole.set(b, column);
    sums.set(b, column);
  }
  whole.finish();
  sums.finish();
  CHECK_FALSE(sums.has_draws());
  CHECK(whole.has_draws());
  for (const std::size_t parts : {2u, 8u, 16u}) {
    CHECK(mean_estimate(sums, parts).value == mean_estimate(whole, parts).value);
    CHECK(mean_estimate(sums, parts).high == mean_estimate(whole, parts).high);
  }
  CHECK(sum(whole.values()) == sum_of_runs([&] {
          std::vector<double> runs;
          for (const BlockSummary& block : whole.blocks()) runs.push_back(block.sum);
          return runs;
        }()));
}

TEST_CASE("a quotient of series is that of their draws; nothing over something is nothing") {
  Series a(2), b(2);
  for (std::size_t block = 0; block < 2; ++block) {
    Column x = Column::uninitialised();
    for (std::size_t i = 0; i < block_draws; ++i) x.values()[i] = 1 + uniform(i);
    a.set(block, 6.0 * x);
    b.set(block, 2.0 + x);
  }
  a.finish();
  b.finish();
  const Series ratio = quotient(a, b);
  CHECK(ratio[1500] == a[1500] / b[1500]);
  CHECK(difference(a, b)[1500] == a[1500] - b[1500]);
  CHECK(quotient(Series(2, 0.0), b).is_constant());
  CHECK(quotient(Series(2, 0.0), b).constant() == 0);
  CHECK(quotient(Series(2, 6.0), Series(2, 4.0)).constant() == 1.5);
  // 0 / 0 stays what it is: not a number.
  CHECK(std::isnan(quotient(Series(2, 0.0), difference(b, b))[0]));
}
