#include "stats/counted_zone.h"

#include <algorithm>
#include <cassert>

#include "stats/quantile_parts.h"

namespace llmtco::detail {

namespace {

/// The values at given ranks: collects the buckets that hold them and selects there.
class Selection {
 public:
  Selection(std::span<const double> values, const Buckets& buckets,
            const std::vector<std::uint32_t>& cumulative)
      : values_(values), buckets_(buckets), cumulative_(cumulative), list_of_(buckets.count, none) {}

  void want(std::size_t rank) {
    const std::size_t bucket = bucket_of(rank);
    if (list_of_[bucket] != none) return;
    list_of_[bucket] = static_cast<std::uint16_t>(lists_.size());
    lists_.emplace_back().reserve(cumulative_[bucket] - below(bucket));
  }
  void collect() {
    for (double x : values_) {
      const std::uint16_t list = list_of_[buckets_.of(x)];
      if (list != none) lists_[list].push_back(x);
    }
  }
  double at(std::size_t rank) {
    const std::size_t bucket = bucket_of(rank);
    std::vector<double>& list = lists_[list_of_[bucket]];
    const auto place = list.begin() + static_cast<std::ptrdiff_t>(rank - below(bucket));
    std::nth_element(list.begin(), place, list.end());
    return *place;
  }

 private:
  static constexpr std::uint16_t none = 0xffff;

  std::size_t bucket_of(std::size_t rank) const {
    return static_cast<std::size_t>(std::upper_bound(cumulative_.begin(), cumulative_.end(), rank) -
                                    cumulative_.begin());
  }
  std::size_t below(std::size_t bucket) const { return bucket == 0 ? 0 : cumulative_[bucket - 1]; }

  std::span<const double> values_;
  const Buckets& buckets_;
  const std::vector<std::uint32_t>& cumulative_;
  std::vector<std::uint16_t> list_of_;
  std::vector<std::vector<double>> lists_;
};

/// The part of each replicate's values up to `quantile`, by comparing every value.
std::vector<double> parts_by_comparing(std::span<const double> values, double quantile, std::size_t points) {
  std::vector<double> parts;
  for (std::size_t begin = 0; begin < values.size(); begin += points) {
    std::size_t count = 0;
    for (double x : values.subspan(begin, points)) count += x <= quantile ? 1 : 0;
    parts.push_back(static_cast<double>(count) / static_cast<double>(points));
  }
  return parts;
}

}  // namespace

Buckets buckets_for(Extremes extremes, std::size_t n) {
  // Zeros of either sign are equal, yet -0 has the smaller key.
  const std::uint64_t first = key_of(extremes.low == 0 ? -0.0 : extremes.low);
  const std::uint64_t span = key_of(extremes.high == 0 ? 0.0 : extremes.high) - first;
  const int bits = n <= 32768 ? 9 : 12;
  const int shift = std::max(0, static_cast<int>(std::bit_width(span)) - bits);
  return {first, shift, static_cast<std::size_t>(span >> shift) + 1};
}

CountedZone::CountedZone(std::span<const double> values, std::size_t replicates, const Buckets& buckets)
    : values_(values),
      buckets_(buckets),
      points_(values.size() / replicates),
      counts_(replicates + 1, Counts(buckets.count)) {
  Counts& all = counts_[replicates];
  for (std::size_t r = 0; r < replicates; ++r) {
    for (double x : values.subspan(r * points_, points_)) ++counts_[r][buckets.of(x)];
    std::uint32_t below = 0;
    for (std::size_t b = 0; b < buckets.count; ++b) all[b] += counts_[r][b] = below += counts_[r][b];
  }
}

std::vector<double> CountedZone::parts_up_to(double p) const {
  const Counts& all = counts_.back();
  const double rank = p * static_cast<double>(values_.size());
  const auto bucket = static_cast<std::size_t>(
      std::min(std::lower_bound(all.begin(), all.end(), rank), all.end() - 1) - all.begin());
  std::vector<std::size_t> below, within;
  for (std::size_t r = 0; r + 1 < counts_.size(); ++r) {
    below.push_back(bucket == 0 ? 0 : counts_[r][bucket - 1]);
    within.push_back(counts_[r][bucket] - below.back());
  }
  const auto parts = parts_in_proportion(p, below, within, points_);
  return parts ? *parts : parts_by_comparing(values_, select(std::span(&p, 1))[0], points_);
}

std::vector<double> CountedZone::select(std::span<const double> probabilities) const {
  Selection selection(values_, buckets_, counts_.back());
  for (double p : probabilities) {
    const Place place = place_of(p, values_.size());
    selection.want(place.rank);
    if (place.way > 0) selection.want(place.rank + 1);
  }
  selection.collect();
  std::vector<double> result;
  for (double p : probabilities) {
    const Place place = place_of(p, values_.size());
    const double a = selection.at(place.rank);
    result.push_back(between(a, place.way > 0 ? selection.at(place.rank + 1) : a, place.way));
  }
  return result;
}

std::vector<Estimate> CountedZone::estimates(std::span<const double> probabilities) const {
  std::vector<double> all;
  for (double p : probabilities) {
    for (double each : interval_of(p, parts_up_to(p))) all.push_back(each);
  }
  const std::vector<double> selected = select(all);
  std::vector<Estimate> result;
  for (std::size_t i = 0; i < all.size(); i += 3)
    result.push_back({selected[i], selected[i + 1], selected[i + 2]});
  return result;
}

}  // namespace llmtco::detail
