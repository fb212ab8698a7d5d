#include "stats/narrow_zone.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/kernels.h"
#include "stats/order_statistics.h"
#include "stats/quantile_parts.h"

namespace llmtco::detail {

NarrowZone::NarrowZone(const Buckets& range, const Sifted& sifted, std::size_t points)
    : range_(range), points_(points), room_(sifted.values.size() + 8), below_(sifted.below) {
  const double low = value_of(range.start(0)), high = value_of(range.start(range.count));
  stats_kernels::Sieve sieve = stats_kernels::one_range(low, high, room_.data());
  std::size_t begin = 0;
  for (std::size_t r = 0; r < sifted.ends.size(); ++r) {
    stats_kernels::kernels().sift(sifted.values.data() + begin, sifted.ends[r] - begin, sieve);
    begin = sifted.ends[r];
    kept_ = static_cast<std::size_t>(sieve.kept - room_.data());
    ends_.push_back(kept_);
    all_below_ += below_[r];
  }
}

std::optional<std::vector<double>> NarrowZone::parts_up_to(double p, double inside) const {
  const std::size_t bucket = range_.of(inside);
  const Room ignored(kept_ + 8);
  std::vector<std::size_t> below, within;
  for (std::size_t r = 0; r < ends_.size(); ++r) {
    const std::size_t begin = r == 0 ? 0 : ends_[r - 1];
    stats_kernels::Sieve sieve = stats_kernels::one_range(value_of(range_.start(bucket)),
                                                          value_of(range_.start(bucket + 1)), ignored.data());
    stats_kernels::kernels().sift(room_.data() + begin, ends_[r] - begin, sieve);
    below.push_back(below_[r] + sieve.below[0]);
    within.push_back(static_cast<std::size_t>(sieve.kept - ignored.data()));
  }
  return parts_in_proportion(p, below, within, points_);
}

std::optional<Estimate> NarrowZone::estimate(double p) const {
  const std::size_t n = ends_.size() * points_, below = all_below_;
  const auto up_to =
      static_cast<std::size_t>(std::ceil(p * static_cast<double>(n)));  // values up to the quantile
  if (up_to <= below || up_to - below > kept_) return std::nullopt;
  OrderStatistics ranks(std::span<const double>(room_.data(), kept_),
                        static_cast<double>(up_to - below) / static_cast<double>(kept_));
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
