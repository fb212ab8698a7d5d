#include "stats/quantiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>

#include "stats/counted_zone.h"
#include "stats/kernels.h"
#include "stats/quantile_pass.h"
#include "stats/sums.h"

namespace llmtco {

namespace {

constexpr std::size_t run = 1024;

[[noreturn]] void refuse_missing(std::span<const double> values) {
  const auto missing = std::find_if(values.begin(), values.end(), [](double x) { return std::isnan(x); });
  throw std::domain_error(fmt::format("draw {} of a series is not a number", missing - values.begin()));
}

detail::Extremes extremes_of(std::span<const double> values) {
  const auto facts = detail::stats_kernels::kernels().facts;
  detail::Extremes extremes{values[0], values[0]};
  for (std::size_t begin = 0; begin < values.size(); begin += run) {
    const auto f = facts(values.data() + begin, std::min(run, values.size() - begin));
    if (f.missing) refuse_missing(values);
    extremes = {std::min(extremes.low, f.low), std::max(extremes.high, f.high)};
  }
  return extremes;
}

detail::Extremes extremes_of(const Series& series) {
  detail::Extremes extremes{series.facts()[0].low, series.facts()[0].high};
  for (const BlockFacts& f : series.facts()) {
    if (f.missing) refuse_missing(series.values());
    extremes = {std::min(extremes.low, f.low), std::max(extremes.high, f.high)};
  }
  return extremes;
}

/// visit(begin, count) for every run of at most 1,024 values within a replicate.
template <class Visit>
void for_runs(std::size_t replicates, std::size_t points, const Visit& visit) {
  for (std::size_t r = 0; r < replicates; ++r) {
    for (std::size_t i = 0; i < points; i += run) visit(r, r * points + i, std::min(run, points - i));
  }
}

}  // namespace

std::vector<double> quantiles(std::span<const double> values, std::span<const double> probabilities) {
  assert(!values.empty());
  return detail::CountedZone(values, 1, detail::buckets_for(extremes_of(values), values.size()))
      .select(probabilities);
}

std::vector<Estimate> quantile_estimates(std::span<const double> values, std::size_t replicates,
                                         std::span<const double> probabilities) {
  assert(!values.empty());
  detail::QuantilePass pass(values, replicates, extremes_of(values), probabilities);
  for_runs(replicates, values.size() / replicates,
           [&](std::size_t, std::size_t begin, std::size_t count) { pass.take(begin, count); });
  return pass.estimates();
}

SpreadEstimates spread_estimates(const Series& series, std::size_t replicates, double centre,
                                 std::span<const double> probabilities) {
  const std::span<const double> values = series.values();
  detail::QuantilePass pass(values, replicates, extremes_of(series), probabilities);
  const auto squares = detail::stats_kernels::kernels().squares;
  std::vector<std::vector<double>> runs(replicates);
  for_runs(replicates, values.size() / replicates,
           [&](std::size_t replicate, std::size_t begin, std::size_t count) {
             runs[replicate].push_back(squares(values.data() + begin, count, centre));
             pass.take(begin, count);
           });
  SpreadEstimates result;
  for (const std::vector<double>& each : runs) result.squares.push_back(sum_of_runs(each));
  result.quantiles = pass.estimates();
  return result;
}

}  // namespace llmtco
