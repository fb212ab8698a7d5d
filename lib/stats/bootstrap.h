#pragma once

#include <cstdint>
#include <vector>

namespace llmtco {

/// A repeated measurement: its least value and its median with a 95 % interval of the median.
struct Sampled {
  double best = 0;
  double median = 0;
  double low = 0;
  double high = 0;
  int samples = 0;
};

/// Half the interval's width as a part of the median; infinity when the median is zero.
double half_width(const Sampled& sampled);

/// Middle value; the mean of the two middle ones for an even count. Requires values.
double median(std::vector<double> values);

/// Median of `values` and the 2.5 % and 97.5 % points of the medians of `resamples` draws with replacement
/// (percentile bootstrap; Efron, Tibshirani 1993). One sample has an interval of no width, so look at
/// `samples`. Requires values.
Sampled sampled(const std::vector<double>& values, std::uint64_t seed = 1, int resamples = 400);

/// A stream of whole numbers below `bound` for resampling (SplitMix64): the same for a seed everywhere.
class Resampler {
 public:
  explicit Resampler(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  double uniform() { return (static_cast<double>(next() >> 12) + 0.5) * 0x1p-52; }

 private:
  std::uint64_t state_;
};

}  // namespace llmtco
