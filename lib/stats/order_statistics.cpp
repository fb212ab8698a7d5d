#include "stats/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "stats/kernels.h"

namespace llmtco::detail {

namespace {

constexpr double margin = 3.5;
/// Lists up to here are searched as they are; longer ones through a sample.
constexpr std::size_t short_list = 2048, list_sample = 1024;

/// Evenly spaced Sobol' points would be anything but typical: their leading digits are equal.
std::size_t hashed(std::size_t k) { return k * 0x9E3779B97F4A7C15u >> 32; }

double nth(double* list, std::size_t size, std::size_t rank) {
  std::nth_element(list, list + rank, list + size);
  return list[rank];
}

}  // namespace

OrderStatistics::OrderStatistics(std::span<const double> list, double p)
    : near_(list.size() + 8), size_(list.size()) {
  if (list.size() <= short_list) {
    std::copy(list.begin(), list.end(), near_.data());
    return;
  }
  std::vector<double> sample;
  sample.reserve(list_sample);
  const std::size_t stretch = list.size() / list_sample;
  for (std::size_t k = 0; k < list_sample; ++k) sample.push_back(list[k * stretch + hashed(k) % stretch]);
  const Bracket around = bracket(sample, p);
  stats_kernels::Sieve sieve = stats_kernels::one_range(around.low, around.high, near_.data());
  stats_kernels::kernels().sift(list.data(), list.size(), sieve);
  size_ = static_cast<std::size_t>(sieve.kept - near_.data());
  first_ = sieve.below[0];
}

double OrderStatistics::at(std::size_t rank) { return nth(near_.data(), size_, rank - first_); }

Bracket bracket(std::span<const double> sample, double p) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double n = static_cast<double>(sample.size()), away = margin * std::sqrt(p * (1 - p) * n) + 8;
  OrderStatistics near(sample, p);
  const auto at = [&](double place) {
    const auto rank = static_cast<std::size_t>(place);
    if (near.holds(rank)) return near.at(rank);
    std::vector<double> all(sample.begin(), sample.end());
    return nth(all.data(), all.size(), rank);
  };
  return {p * n - away < 0 ? -infinity : at(p * n - away), p * n + away >= n ? infinity : at(p * n + away)};
}

}  // namespace llmtco::detail
