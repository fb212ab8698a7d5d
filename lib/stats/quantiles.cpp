#include "stats/quantiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace llmtco {

namespace {

/// Unsigned integers in the order of the doubles, -infinity first.
std::uint64_t key_of(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  return bits ^ (static_cast<std::uint64_t>(-static_cast<std::int64_t>(bits >> 63)) | 0x8000000000000000u);
}

/// Equal ranges of keys between the smallest and the largest: 512 for short series, else 4,096. Keys are
/// nearly logarithms, so that a bucket is a small relative step.
struct Buckets {
  std::uint64_t first;
  int shift;
  std::size_t count;

  std::size_t of(double x) const { return (key_of(x) - first) >> shift; }
};

[[noreturn]] void refuse_missing(std::span<const double> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) throw std::domain_error(fmt::format("draw {} of a series is not a number", i));
  }
  throw std::domain_error("a series has a value that is not a number");
}

Buckets buckets_for(std::span<const double> values) {
  // Four lanes, so that each comparison need not wait for the last.
  double low[4], high[4];
  std::fill_n(low, 4, values[0]);
  std::fill_n(high, 4, values[0]);
  bool missing = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = values[i];
    missing |= x != x;
    low[i % 4] = x < low[i % 4] ? x : low[i % 4];
    high[i % 4] = x > high[i % 4] ? x : high[i % 4];
  }
  if (missing) refuse_missing(values);
  // Zeros of either sign are equal above, yet -0 has the smaller key.
  const double smallest = *std::min_element(low, low + 4), largest = *std::max_element(high, high + 4);
  const std::uint64_t first = key_of(smallest == 0 ? -0.0 : smallest);
  const std::uint64_t span = key_of(largest == 0 ? 0.0 : largest) - first;
  const int bits = values.size() <= 32768 ? 9 : 12;
  const int shift = std::max(0, static_cast<int>(std::bit_width(span)) - bits);
  return {first, shift, static_cast<std::size_t>(span >> shift) + 1};
}

/// Counts of values up to and including each bucket, of one replicate or of all.
using Counts = std::vector<std::uint32_t>;

std::vector<Counts> cumulative_counts(std::span<const double> values, std::size_t replicates,
                                      const Buckets& buckets) {
  const std::size_t points = values.size() / replicates;
  std::vector<Counts> counts(replicates + 1, Counts(buckets.count));
  Counts& all = counts[replicates];
  for (std::size_t r = 0; r < replicates; ++r) {
    for (double x : values.subspan(r * points, points)) ++counts[r][buckets.of(x)];
    std::uint32_t below = 0;
    for (std::size_t b = 0; b < buckets.count; ++b) all[b] += counts[r][b] = below += counts[r][b];
  }
  return counts;
}

/// Two order statistics and the way between them.
struct Place {
  std::size_t rank;
  double way;
};

Place place_of(double p, std::size_t n) {
  const double place = p * static_cast<double>(n - 1);
  const double rank = std::floor(place);
  return {static_cast<std::size_t>(rank), place - rank};
}

/// The values at given ranks: collects the buckets that hold them and selects there.
class Selection {
 public:
  Selection(std::span<const double> values, const Buckets& buckets, const Counts& cumulative)
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
  const Counts& cumulative_;
  std::vector<std::uint16_t> list_of_;
  std::vector<std::vector<double>> lists_;
};

/// Quantiles at each of `probabilities`; with infinite neighbours the line between them is not walked.
std::vector<double> select(std::span<const double> values, const Buckets& buckets, const Counts& cumulative,
                           std::span<const double> probabilities) {
  Selection selection(values, buckets, cumulative);
  for (double p : probabilities) {
    const Place place = place_of(p, values.size());
    selection.want(place.rank);
    if (place.way > 0) selection.want(place.rank + 1);
  }
  selection.collect();
  std::vector<double> result;
  for (double p : probabilities) {
    const Place place = place_of(p, values.size());
    const double a = selection.at(place.rank);
    const double b = place.way > 0 ? selection.at(place.rank + 1) : a;
    result.push_back(a == b ? a : a + place.way * (b - a));
  }
  return result;
}

/// The part of each replicate's values up to the quantile at p, taken within its bucket in proportion;
/// nothing when that bucket holds more than a 64th of all values, too many for proportion.
std::vector<double> parts_by_bucket(const std::vector<Counts>& counts, double p, std::size_t points) {
  const std::size_t replicates = counts.size() - 1;
  const Counts& all = counts[replicates];
  const double n = static_cast<double>(replicates * points), rank = p * n;
  const auto bucket = static_cast<std::size_t>(
      std::min(std::lower_bound(all.begin(), all.end(), rank), all.end() - 1) - all.begin());
  const auto below = [bucket](const Counts& c) {
    return bucket == 0 ? 0.0 : static_cast<double>(c[bucket - 1]);
  };
  const double within = static_cast<double>(all[bucket]) - below(all);
  if (within > n / 64) return {};
  std::vector<double> parts;
  for (std::size_t r = 0; r < replicates; ++r) {
    const double first = below(counts[r]), last = static_cast<double>(counts[r][bucket]);
    parts.push_back((first + (rank - below(all)) / within * (last - first)) / static_cast<double>(points));
  }
  return parts;
}

/// The same by comparing every value.
std::vector<double> parts_up_to(std::span<const double> values, double quantile, std::size_t replicates) {
  const std::size_t points = values.size() / replicates;
  std::vector<double> parts;
  for (std::size_t r = 0; r < replicates; ++r) {
    std::size_t count = 0;
    for (double x : values.subspan(r * points, points)) count += x <= quantile ? 1 : 0;
    parts.push_back(static_cast<double>(count) / static_cast<double>(points));
  }
  return parts;
}

}  // namespace

std::vector<double> quantiles(std::span<const double> values, std::span<const double> probabilities) {
  assert(!values.empty());
  const Buckets buckets = buckets_for(values);
  return select(values, buckets, cumulative_counts(values, 1, buckets)[1], probabilities);
}

std::vector<Estimate> quantile_estimates(std::span<const double> values, std::size_t replicates,
                                         std::span<const double> probabilities) {
  assert(!values.empty() && replicates >= 2 && values.size() % replicates == 0);
  const Buckets buckets = buckets_for(values);
  const std::vector<Counts> counts = cumulative_counts(values, replicates, buckets);
  std::vector<double> all;
  for (double p : probabilities) {
    std::vector<double> parts = parts_by_bucket(counts, p, values.size() / replicates);
    if (parts.empty()) {
      parts =
          parts_up_to(values, select(values, buckets, counts[replicates], std::span(&p, 1))[0], replicates);
    }
    const double h = t_half_width(parts);
    for (double each : {p, std::max(p - h, 0.0), std::min(p + h, 1.0)}) all.push_back(each);
  }
  const std::vector<double> selected = select(values, buckets, counts[replicates], all);
  std::vector<Estimate> result;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    result.push_back({selected[3 * i], selected[3 * i + 1], selected[3 * i + 2]});
  }
  return result;
}

}  // namespace llmtco
