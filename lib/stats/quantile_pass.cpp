#include "stats/quantile_pass.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

#include "stats/order_statistics.h"

namespace llmtco::detail {

namespace {

constexpr std::size_t short_series = std::size_t{1} << 16;
/// A 32nd of the values is sampled, but no more than so many.
constexpr std::size_t sampled_part = 32, largest_sample = 32768;

}  // namespace

std::vector<std::size_t> sample_places(std::size_t n) {
  std::vector<std::size_t> places;
  if (n <= short_series) return places;
  const std::size_t size = std::min(n / sampled_part, largest_sample);
  // One group of each stretch, at a place hashed from its number: Sobol' points evenly spaced would be
  // anything but typical.
  const std::size_t stretch = n / size;  // in groups
  for (std::uint64_t k = 0; k < size / sample_group; ++k) {
    const std::size_t hashed = (k * 0x9E3779B97F4A7C15u >> 32) % stretch;
    places.push_back((k * stretch + hashed) * sample_group);
  }
  return places;
}

QuantilePass::QuantilePass(std::size_t size, std::size_t replicates, Extremes extremes,
                           std::span<const double> probabilities, std::span<const double> sample)
    : probabilities_(probabilities.begin(), probabilities.end()), points_(size / replicates) {
  assert(replicates >= 2 && size % replicates == 0);
  if (sample.empty() || !std::isfinite(extremes.low) || !std::isfinite(extremes.high)) return;
  const Buckets buckets = buckets_for(extremes, size);
  for (double p : probabilities) {
    const Bracket around = bracket(sample, p);
    const std::size_t first = std::isfinite(around.low) ? buckets.of(around.low) : 0;
    const std::size_t end = std::isfinite(around.high) ? buckets.of(around.high) + 1 : buckets.count;
    const Buckets range{buckets.start(first), buckets.shift, end - first};
    const double from = value_of(range.start(0)), to = value_of(range.start(range.count));
    // Zeros of either sign cannot be told apart by comparing, and above the largest double there is no
    // number.
    if ((from <= 0 && to >= 0) || !std::isfinite(to)) {
      narrow_.clear();
      return;
    }
    narrow_.push_back(std::make_unique<NarrowZone>(range, size, points_));
  }
}

void QuantilePass::take(const double* values, std::size_t count) {
  taken_ += count;
  for (const auto& narrow : narrow_) {
    narrow->take(values, count);
    if (taken_ % points_ == 0) narrow->end_replicate();
  }
}

std::optional<std::vector<Estimate>> QuantilePass::estimates() const {
  if (narrow_.empty()) return std::nullopt;
  std::vector<Estimate> result;
  for (std::size_t i = 0; i < narrow_.size(); ++i) {
    const auto estimate = narrow_[i]->estimate(probabilities_[i]);
    if (!estimate) return std::nullopt;
    result.push_back(*estimate);
  }
  return result;
}

}  // namespace llmtco::detail
