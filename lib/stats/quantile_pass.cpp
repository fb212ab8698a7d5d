#include "stats/quantile_pass.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "stats/counted_zone.h"

namespace llmtco::detail {

namespace {

/// Counting everything is as fast up to here.
constexpr std::size_t short_series = std::size_t{1} << 16;
/// A 64th of the values is sampled, but no more than so many, in groups of eight neighbours: a cache line
/// each.
constexpr std::size_t sampled_part = 64, largest_sample = 8192, group = 8;

}  // namespace

Buckets buckets_for(Extremes extremes, std::size_t n) {
  // Zeros of either sign are equal, yet -0 has the smaller key.
  const std::uint64_t first = key_of(extremes.low == 0 ? -0.0 : extremes.low);
  const std::uint64_t span = key_of(extremes.high == 0 ? 0.0 : extremes.high) - first;
  const int bits = n <= 32768 ? 9 : 12;
  const int shift = std::max(0, static_cast<int>(std::bit_width(span)) - bits);
  return {first, shift, static_cast<std::size_t>(span >> shift) + 1};
}

QuantilePass::QuantilePass(std::span<const double> values, std::size_t replicates, Extremes extremes,
                           std::span<const double> probabilities)
    : values_(values),
      probabilities_(probabilities),
      replicates_(replicates),
      points_(values.size() / replicates),
      buckets_(buckets_for(extremes, values.size())) {
  assert(!values.empty() && replicates >= 2 && values.size() % replicates == 0);
  if (values.size() > short_series && std::isfinite(extremes.low) && std::isfinite(extremes.high)) sample();
}

void QuantilePass::sample() {
  const std::size_t size = std::min(values_.size() / sampled_part, largest_sample);
  std::vector<double> sample;
  sample.reserve(size);
  // One group of each stretch, at a place hashed from its number: Sobol' points evenly spaced would be
  // anything but typical.
  const std::size_t stretch = values_.size() / size;  // in groups
  for (std::uint64_t k = 0; k < size / group; ++k) {
    const std::size_t hashed = (k * 0x9E3779B97F4A7C15u >> 32) % stretch;
    for (double x : values_.subspan((k * stretch + hashed) * group, group)) sample.push_back(x);
  }
  for (double p : probabilities_) {
    const Bracket around = bracket(sample, p);
    const std::size_t first = std::isfinite(around.low) ? buckets_.of(around.low) : 0;
    const std::size_t end = std::isfinite(around.high) ? buckets_.of(around.high) + 1 : buckets_.count;
    const Buckets range{buckets_.start(first), buckets_.shift, end - first};
    const double from = value_of(range.start(0)), to = value_of(range.start(range.count));
    // Zeros of either sign cannot be told apart by comparing, and above the largest double there is no
    // number.
    if ((from <= 0 && to >= 0) || !std::isfinite(to)) {
      narrow_.clear();
      return;
    }
    narrow_.push_back(std::make_unique<NarrowZone>(range, values_.size(), points_));
  }
}

void QuantilePass::take(std::size_t begin, std::size_t count) {
  for (const auto& narrow : narrow_) {
    narrow->take(values_.data() + begin, count);
    if ((begin + count) % points_ == 0) narrow->end_replicate();
  }
}

std::vector<Estimate> QuantilePass::estimates() const {
  std::vector<Estimate> result;
  for (std::size_t i = 0; i < narrow_.size(); ++i) {
    const auto estimate = narrow_[i]->estimate(probabilities_[i]);
    if (!estimate) break;
    result.push_back(*estimate);
  }
  if (result.size() == probabilities_.size()) return result;
  return CountedZone(values_, replicates_, buckets_).estimates(probabilities_);
}

}  // namespace llmtco::detail
