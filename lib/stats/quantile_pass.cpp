#include "stats/quantile_pass.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

#include "stats/narrow_zone.h"
#include "stats/order_statistics.h"

namespace llmtco::detail {

namespace {

constexpr std::size_t short_series = std::size_t{1} << 16;
/// A 32nd of the values is sampled, but no more than so many.
constexpr std::size_t sampled_part = 32, largest_sample = 16384;
/// The largest part of the values that is kept; more would be slower than counting all.
constexpr std::size_t kept_part = 8;

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
    : probabilities_(probabilities.begin(), probabilities.end()),
      points_(size / replicates),
      capacity_(sample.empty() ? 8 : size / kept_part),
      room_(capacity_),
      sieve_(stats_kernels::one_range(HUGE_VAL, HUGE_VAL, room_.data())) {
  assert(replicates >= 2 && size % replicates == 0);
  const bool finite = std::isfinite(extremes.low) && std::isfinite(extremes.high);
  if (sample.empty() || !finite || probabilities.size() > stats_kernels::Sieve::ranges) return;
  const Buckets all = buckets_for(extremes, size);
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const auto range = range_around(probabilities[i], all, sample);
    if (!range) {
      ranges_.clear();
      return;
    }
    sieve_.low[i] = value_of(range->start(0));
    sieve_.high[i] = value_of(range->start(range->count));
    ranges_.push_back(*range);
  }
}

/// Whole buckets. Nothing where zero is among them, as comparing does not tell its signs apart, and where
/// they end above the largest double.
std::optional<Buckets> QuantilePass::range_around(double p, const Buckets& all,
                                                  std::span<const double> sample) const {
  const Bracket around = bracket(sample, p);
  const std::size_t first = std::isfinite(around.low) ? all.of(around.low) : 0;
  const std::size_t end = std::isfinite(around.high) ? all.of(around.high) + 1 : all.count;
  const Buckets range{all.start(first), all.shift, end - first};
  const double from = value_of(range.start(0)), to = value_of(range.start(range.count));
  if ((from <= 0 && to >= 0) || !std::isfinite(to)) return std::nullopt;
  return range;
}

void QuantilePass::take(const double* values, std::size_t count) {
  if (ranges_.empty()) return;
  if (kept() + count + 8 > capacity_) return ranges_.clear();
  stats_kernels::kernels().sift(values, count, sieve_);
  taken_ += count;
  if (taken_ % points_ != 0) return;
  ends_.push_back(kept());
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    below_[i].push_back(sieve_.below[i]);
    sieve_.below[i] = 0;
  }
}

std::optional<std::vector<Estimate>> QuantilePass::estimates() const {
  if (ranges_.empty()) return std::nullopt;
  std::vector<Estimate> result;
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    const NarrowZone zone(ranges_[i], {{room_.data(), kept()}, ends_, below_[i]}, points_);
    const auto estimate = zone.estimate(probabilities_[i]);
    if (!estimate) return std::nullopt;
    result.push_back(*estimate);
  }
  return result;
}

}  // namespace llmtco::detail
