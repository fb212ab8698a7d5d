#include "stats/narrow_zone.h"

#include <algorithm>
#include <cmath>

#include "stats/order_statistics.h"
#include "stats/quantile_parts.h"

namespace llmtco::detail {

namespace {

constexpr std::size_t longest_run = 1024;

}  // namespace

NarrowZone::NarrowZone(const Buckets& range, std::size_t values, std::size_t points)
    : range_(range), size_(values), points_(points), room_(values / 8) {
  sieve_ = {value_of(range.start(0)), value_of(range.start(range.count)), room_.data(), 0};
}

void NarrowZone::take(const double* values, std::size_t count) {
  full_ = full_ || kept() + count + 8 > size_ / 8;
  if (!full_) stats_kernels::kernels().sift(values, count, sieve_);
}

void NarrowZone::end_replicate() {
  ends_.push_back(kept());
  below_.push_back(sieve_.below);
}

std::optional<std::vector<double>> NarrowZone::parts_up_to(double p, double inside) const {
  const std::size_t bucket = range_.of(inside);
  const double low = value_of(range_.start(bucket)), high = value_of(range_.start(bucket + 1));
  std::vector<std::size_t> below, within;
  std::vector<double> ignored(longest_run + 8);
  for (std::size_t r = 0; r < ends_.size(); ++r) {
    std::size_t begin = r == 0 ? 0 : ends_[r - 1];
    below.push_back(below_[r] - (r == 0 ? 0 : below_[r - 1]));
    within.push_back(0);
    for (; begin < ends_[r]; begin += longest_run) {
      stats_kernels::Sieve sieve{low, high, ignored.data(), 0};
      stats_kernels::kernels().sift(room_.data() + begin, std::min(longest_run, ends_[r] - begin), sieve);
      below[r] += sieve.below;
      within[r] += static_cast<std::size_t>(sieve.kept - ignored.data());
    }
  }
  return parts_in_proportion(p, below, within, points_);
}

std::optional<Estimate> NarrowZone::estimate(double p) const {
  if (full_) return std::nullopt;
  const std::size_t n = size_, below = sieve_.below;
  const auto up_to =
      static_cast<std::size_t>(std::ceil(p * static_cast<double>(n)));  // values up to the quantile
  if (up_to <= below || up_to - below > kept()) return std::nullopt;
  OrderStatistics ranks(std::span<const double>(room_.data(), kept()),
                        static_cast<double>(up_to - below) / static_cast<double>(kept()));
  if (!ranks.holds(up_to - 1 - below)) return std::nullopt;
  const auto parts = parts_up_to(p, ranks.at(up_to - 1 - below));
  if (!parts) return std::nullopt;

  std::vector<double> found;
  for (const double each : interval_of(p, *parts)) {
    const Place place = place_of(each, n);
    const std::size_t next = place.rank + (place.way > 0 ? 1 : 0);
    if (place.rank < below || !ranks.holds(place.rank - below) || !ranks.holds(next - below))
      return std::nullopt;
    found.push_back(between(ranks.at(place.rank - below), ranks.at(next - below), place.way));
  }
  return Estimate{found[0], found[1], found[2]};
}

}  // namespace llmtco::detail
