#include "stats/quantiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>

#include "stats/counted_zone.h"
#include "stats/kernels.h"
#include "stats/quantile_pass.h"

namespace llmtco {

namespace {

constexpr std::size_t run = 1024;

detail::Extremes extremes_of(std::span<const double> values) {
  const auto facts = detail::stats_kernels::kernels().facts;
  detail::Extremes extremes{values[0], values[0]};
  for (std::size_t begin = 0; begin < values.size(); begin += run) {
    const auto f = facts(values.data() + begin, std::min(run, values.size() - begin));
    if (f.missing) detail::refuse_missing(values);
    extremes = {std::min(extremes.low, f.low), std::max(extremes.high, f.high)};
  }
  return extremes;
}

}  // namespace

namespace detail {
void refuse_missing(std::span<const double> values) {
  const auto missing = std::find_if(values.begin(), values.end(), [](double x) { return std::isnan(x); });
  throw std::domain_error(fmt::format("draw {} of a series is not a number", missing - values.begin()));
}
}  // namespace detail

std::vector<double> quantiles(std::span<const double> values, std::span<const double> probabilities) {
  assert(!values.empty());
  return detail::CountedZone(values, 1, detail::buckets_for(extremes_of(values), values.size()))
      .select(probabilities);
}

std::vector<Estimate> quantile_estimates(std::span<const double> values, std::size_t replicates,
                                         std::span<const double> probabilities) {
  assert(!values.empty());
  const detail::Extremes extremes = extremes_of(values);
  std::vector<double> sample;
  for (const std::size_t place : detail::sample_places(values.size())) {
    for (double x : values.subspan(place, detail::sample_group)) sample.push_back(x);
  }
  const std::size_t points = values.size() / replicates;
  detail::QuantilePass pass(values.size(), replicates, extremes, probabilities, sample);
  for (std::size_t r = 0; r < replicates; ++r) {
    for (std::size_t i = 0; i < points; i += run)
      pass.take(&values[r * points + i], std::min(run, points - i));
  }
  if (auto found = pass.estimates()) return *std::move(found);
  return detail::CountedZone(values, replicates, detail::buckets_for(extremes, values.size()))
      .estimates(probabilities);
}

}  // namespace llmtco
