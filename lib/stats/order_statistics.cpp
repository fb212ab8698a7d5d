#include "stats/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/kernels.h"

namespace llmtco::detail {

namespace {

constexpr double margin = 3.5;
/// Lists up to here are searched as they are; longer ones through a sample.
constexpr std::size_t short_list = 2048, list_sample = 1024;

double nth(std::vector<double>& list, std::size_t rank) {
  const auto place = list.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(list.begin(), place, list.end());
  return *place;
}

}  // namespace

OrderStatistics::OrderStatistics(std::span<const double> list, double p) {
  if (list.size() <= short_list) {
    near_.assign(list.begin(), list.end());
    return;
  }
  std::vector<double> sample;
  sample.reserve(list_sample);
  for (std::size_t i = 0; i < list_sample; ++i) sample.push_back(list[i * list.size() / list_sample]);
  const Bracket around = bracket(sample, p);
  near_.resize(list.size() + 8);
  stats_kernels::Sieve sieve{around.low, around.high, near_.data(), 0};
  stats_kernels::kernels().sift(list.data(), list.size(), sieve);
  near_.resize(static_cast<std::size_t>(sieve.kept - near_.data()));
  first_ = sieve.below;
}

double OrderStatistics::at(std::size_t rank) { return nth(near_, rank - first_); }

Bracket bracket(std::span<const double> sample, double p) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double n = static_cast<double>(sample.size()), away = margin * std::sqrt(p * (1 - p) * n) + 8;
  OrderStatistics near(sample, p);
  const auto at = [&](double place) {
    const auto rank = static_cast<std::size_t>(place);
    if (near.holds(rank)) return near.at(rank);
    std::vector<double> all(sample.begin(), sample.end());
    return nth(all, rank);
  };
  return {p * n - away < 0 ? -infinity : at(p * n - away), p * n + away >= n ? infinity : at(p * n + away)};
}

}  // namespace llmtco::detail
