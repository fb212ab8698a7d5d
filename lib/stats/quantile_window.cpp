#include "stats/quantile_window.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "stats/kernels.h"
#include "stats/quantiles.h"

namespace llmtco::detail {

BracketValues::BracketValues(std::span<const double> values, std::size_t replicates,
                             std::span<const Bracket> brackets)
    : size_(values.size()), brackets_(brackets.begin(), brackets.end()), kept_(values.size() + 8) {
  assert(values.size() % replicates == 0);
  assert(!brackets_.empty() && brackets_.size() <= stats_kernels::RangeFilter::most_ranges);
  stats_kernels::RangeFilter filter{{}, {}, kept_.data(), {}};
  for (std::size_t k = 0; k < brackets_.size(); ++k) {
    filter.low[k] = brackets_[k].low;
    filter.high[k] = brackets_[k].high;
  }
  const std::size_t points = values.size() / replicates;
  const auto filter_ranges = stats_kernels::kernels().filter_ranges[brackets_.size() - 1];
  for (std::size_t r = 0; r < replicates; ++r) {
    std::fill(std::begin(filter.below), std::end(filter.below), 0);
    filter_ranges(&values[r * points], points, filter);
    ends_.push_back(static_cast<std::size_t>(filter.kept - kept_.data()));
    below_.insert(below_.end(), filter.below, filter.below + brackets_.size());
  }
}

QuantileWindow::QuantileWindow(const BracketValues& in_brackets, std::size_t bracket)
    : size_(in_brackets.size_),
      points_(in_brackets.size_ / in_brackets.ends_.size()),
      kept_(in_brackets.ends_.back() + 8) {
  const Bracket& range = in_brackets.brackets_[bracket];
  stats_kernels::RangeFilter filter{{range.low}, {range.high}, kept_.data(), {}};
  std::size_t begin = 0;
  for (std::size_t r = 0; r < in_brackets.ends_.size(); ++r) {
    stats_kernels::kernels().filter_ranges[0](in_brackets.kept_.data() + begin, in_brackets.ends_[r] - begin,
                                              filter);
    begin = in_brackets.ends_[r];
    ends_.push_back(static_cast<std::size_t>(filter.kept - kept_.data()));
    below_.push_back(in_brackets.below_[r * in_brackets.brackets_.size() + bracket]);
    all_below_ += below_.back();
  }
}

std::vector<double> QuantileWindow::parts_up_to(double quantile) const {
  std::vector<double> parts;
  std::size_t begin = 0;
  for (std::size_t r = 0; r < ends_.size(); ++r) {
    std::size_t count = below_[r];
    for (; begin < ends_[r]; ++begin) count += kept_.data()[begin] <= quantile ? 1 : 0;
    parts.push_back(static_cast<double>(count) / static_cast<double>(points_));
  }
  return parts;
}

std::optional<Estimate> QuantileWindow::estimate(double p) const {
  PartlySorted values({kept_.data(), ends_.back()});
  const auto quantile = [&](double probability) -> std::optional<double> {
    const Place place = place_of(probability, size_);
    const std::size_t next = place.rank + (place.way > 0 ? 1 : 0);
    if (place.rank < all_below_ || next - all_below_ >= values.size()) return std::nullopt;
    return between(values.at(place.rank - all_below_), values.at(next - all_below_), place.way);
  };
  const auto value = quantile(p);
  if (!value) return std::nullopt;
  const double half_width = ends_.size() == 1 ? 0 : t_half_width(parts_up_to(*value));
  if (half_width == 0) return Estimate{*value, *value, *value};
  const auto low = quantile(std::max(p - half_width, 0.0)), high = quantile(std::min(p + half_width, 1.0));
  if (!low || !high) return std::nullopt;
  return Estimate{*value, *low, *high};
}

Bracket QuantileWindow::likely(double p) const {
  // Parts of independent draws up to a value differ by sqrt(2 p (1 - p) / n); those of Sobol' points by less.
  constexpr double errors = 3;
  const double n = static_cast<double>(size_);
  const double rank = p * (n - 1), away = errors * std::sqrt(2 * p * (1 - p) * n) + errors;
  PartlySorted values({kept_.data(), ends_.back()});
  const auto at = [&](double r) {
    const double place =
        std::clamp(r - static_cast<double>(all_below_), 0.0, static_cast<double>(values.size() - 1));
    return values.at(static_cast<std::size_t>(place));
  };
  return {at(rank - away), at(rank + away)};
}

}  // namespace llmtco::detail
