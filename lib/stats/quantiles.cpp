#include "stats/quantiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "stats/kernels.h"
#include "stats/partly_sorted.h"
#include "stats/quantile_window.h"

namespace llmtco {

namespace {

constexpr detail::Bracket everything{-std::numeric_limits<double>::infinity(),
                                     std::numeric_limits<double>::infinity()};
/// Below so many values a sample costs more than it saves.
constexpr std::size_t short_series = 4096;

/// With a sample of this size sorting it costs about as much as what its brackets keep.
std::size_t sample_groups(std::size_t n) {
  return static_cast<std::size_t>(0.25 * std::sqrt(static_cast<double>(n)));
}

/// Where the bracket was too narrow.
Estimate estimate_from_all(std::span<const double> values, std::size_t replicates, double p) {
  const detail::BracketValues all(values, replicates, std::span(&everything, 1));
  return *detail::QuantileWindow(all, 0).estimate(p);
}

void refuse_missing(std::span<const double> values) {
  constexpr std::size_t run = 1024;
  for (std::size_t begin = 0; begin < values.size(); begin += run) {
    const auto these = values.subspan(begin, std::min(run, values.size() - begin));
    if (!detail::stats_kernels::kernels().summary(these.data(), these.size()).missing) continue;
    const auto missing = std::find_if(these.begin(), these.end(), [](double x) { return std::isnan(x); });
    throw std::domain_error(fmt::format("draw {} of a series is not a number",
                                        begin + static_cast<std::size_t>(missing - these.begin())));
  }
}

}  // namespace

namespace detail {

Place place_of(double p, std::size_t n) {
  const double place = p * static_cast<double>(n - 1);
  const double rank = std::floor(place);
  return {static_cast<std::size_t>(rank), place - rank};
}

double between(double a, double b, double way) { return a == b ? a : a + way * (b - a); }

}  // namespace detail

std::vector<double> quantiles(std::span<const double> values, std::span<const double> probabilities) {
  assert(!values.empty());
  refuse_missing(values);
  detail::PartlySorted sorted(values);
  std::vector<double> result;
  for (double p : probabilities) {
    const detail::Place place = detail::place_of(p, values.size());
    const double a = sorted.at(place.rank);
    result.push_back(detail::between(a, place.way > 0 ? sorted.at(place.rank + 1) : a, place.way));
  }
  return result;
}

std::vector<Estimate> quantile_estimates(std::span<const double> values, std::size_t replicates,
                                         std::span<const double> probabilities) {
  assert(!values.empty());
  refuse_missing(values);
  return detail::estimates_of_numbers(values, replicates, probabilities, nullptr);
}

std::vector<Estimate> detail::estimates_of_numbers(std::span<const double> values, std::size_t replicates,
                                                   std::span<const double> probabilities,
                                                   QuantileHints* hints) {
  const bool hinted = hints != nullptr && !hints->empty();
  std::vector<Bracket> brackets;
  if (hinted) {
    brackets = *hints;
  } else if (values.size() < short_series) {
    brackets.assign(probabilities.size(), everything);
  } else {
    const std::vector<double> sample = sorted_sample(values, sample_groups(values.size()));
    for (double p : probabilities) brackets.push_back(bracket(sample, p));
  }
  const BracketValues in_brackets(values, replicates, brackets);
  std::vector<Estimate> result;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const QuantileWindow window(in_brackets, i);
    const auto estimate = window.estimate(probabilities[i]);
    result.push_back(estimate ? *estimate : estimate_from_all(values, replicates, probabilities[i]));
    if (hints != nullptr && !hinted)
      hints->push_back(estimate ? window.likely(probabilities[i]) : everything);
  }
  return result;
}

}  // namespace llmtco
