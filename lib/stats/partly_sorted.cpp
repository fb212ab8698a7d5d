#include "stats/partly_sorted.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>

#include "stats/kernels.h"
#include "stats/store.h"

namespace llmtco::detail {

namespace {

/// Values side by side that are sampled together: neighbours share a line of the cache.
constexpr std::size_t group = 8;
/// Standard errors of the sample's own quantile, and ranks, that a bracket reaches to either side.
constexpr double margin = 3.5, more_ranks = 3;
/// Lists up to here are sorted; longer ones narrowed down by samples of so many groups.
constexpr std::size_t short_list = 128, groups_narrowing = 12;

void sort(std::vector<double>& values) {
  if (values.size() > stats_kernels::longest_short) return std::sort(values.begin(), values.end());
  stats_kernels::kernels().sort_short(values.data(), values.size());
}

}  // namespace

std::vector<double> sorted_sample(std::span<const double> values, std::size_t groups) {
  std::vector<double> sample;
  sample.reserve(groups * group);
  // One group of each stretch, at a place hashed from its number: Sobol' points evenly spaced would be
  // anything but typical, as their leading digits are equal.
  const std::size_t stretch = values.size() / group / groups;  // in groups
  assert(stretch > 0);
  for (std::uint64_t k = 0; k < groups; ++k) {
    const std::size_t hashed = (k * 0x9E3779B97F4A7C15u >> 32) % stretch;
    const auto some = values.subspan((k * stretch + hashed) * group, group);
    sample.insert(sample.end(), some.begin(), some.end());
  }
  sort(sample);
  return sample;
}

Bracket bracket(std::span<const double> sample, double p) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double n = static_cast<double>(sample.size());
  const double away = margin * std::sqrt(p * (1 - p) * n) + more_ranks;
  return {p * n - away < 0 ? -infinity : sample[static_cast<std::size_t>(p * n - away)],
          p * n + away < n ? sample[static_cast<std::size_t>(p * n + away)] : infinity};
}

double PartlySorted::at(std::size_t rank) {
  assert(rank < size());
  if (rank < first_ || rank - first_ >= sorted_.size()) sort_around(rank);
  return sorted_[rank - first_];
}

void PartlySorted::sort_around(std::size_t rank) {
  const ScratchBuffer a(size() + 8), b(size() + 8);
  std::span<const double> list = values_;
  first_ = 0;
  while (list.size() > short_list) {
    const double p = (static_cast<double>(rank - first_) + 0.5) / static_cast<double>(list.size());
    const Bracket around = bracket(sorted_sample(list, groups_narrowing), p);
    double* const room = list.data() == a.data() ? b.data() : a.data();
    stats_kernels::RangeFilter filter{{around.low}, {around.high}, room, {}};
    stats_kernels::kernels().filter_ranges[0](list.data(), list.size(), filter);
    const auto kept = static_cast<std::size_t>(filter.kept - room);
    const std::size_t before = first_ + filter.below[0];
    if (rank < before || rank - before >= kept) break;  // a bad sample: sort what there is
    const bool no_progress = kept > list.size() / 8 * 7;
    list = {room, kept};
    first_ = before;
    if (around.low == around.high) return sorted_.assign(kept, around.low);
    if (no_progress) break;
  }
  sorted_.assign(list.begin(), list.end());
  sort(sorted_);
}

}  // namespace llmtco::detail
