#include "stats/bootstrap.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace llmtco {

std::uint64_t Resampler::next() {
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

double half_width(const Sampled& s) {
  return s.median == 0 ? std::numeric_limits<double>::infinity() : (s.high - s.low) / 2 / s.median;
}

double median(std::vector<double> values) {
  assert(!values.empty());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

Sampled sampled(const std::vector<double>& values, std::uint64_t seed, int resamples) {
  assert(!values.empty() && resamples > 0);
  Resampler draw(seed);
  std::vector<double> medians;
  std::vector<double> resample(values.size());
  for (int i = 0; i < resamples; ++i) {
    for (double& value : resample) value = values[draw.below(values.size())];
    medians.push_back(median(resample));
  }
  std::sort(medians.begin(), medians.end());
  const auto at = [&](double part) {
    return medians[static_cast<std::size_t>(part * (resamples - 1) + 0.5)];
  };
  return {.best = *std::min_element(values.begin(), values.end()),
          .median = median(values),
          .low = at(0.025),
          .high = at(0.975),
          .samples = static_cast<int>(values.size())};
}

}  // namespace llmtco
