#pragma once
#include <cstdint>
#include <random>

#include "columns/repeatable.h"
#include "latency/distribution.h"

namespace llmtco {

inline double seconds(const Drawn<Seconds>& time, std::size_t draw = 0) { return (time / second)[draw]; }

inline LatencyDistribution lognormal(double p50_s, double p95_s) {
  return LatencyDistribution::from_percentiles(p50_s * second, p95_s * second);
}

inline LatencyDistribution always(double time_s) { return LatencyDistribution::constant(time_s * second); }

/// Evenly distributed over the draws between `low` and `high`.
inline Column between(double low, double high, std::uint64_t seed) {
  std::mt19937_64 words(seed);
  Column column = Column::uninitialised();
  double* values = column.values();
  for (std::size_t draw = 0; draw < block_draws; ++draw) {
    values[draw] = low + (high - low) * static_cast<double>(words() >> 11) * 0x1p-53;
  }
  return column;
}

/// Single requests with times of lognormals given by percentiles.
class SingleRequests {
 public:
  double uniform() { return (static_cast<double>(words_() >> 12) + 0.5) * 0x1p-52; }
  double time(double p50, double p95) {
    const double sigma = repeatable::log(p95 / p50) / 1.6448536269514722;
    return p50 * repeatable::exp(sigma * repeatable::normal_quantile(uniform()));
  }

 private:
  std::mt19937_64 words_{20260917};
};

}  // namespace llmtco
