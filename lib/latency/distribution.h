#pragma once
#include <vector>

#include "latency/component.h"

namespace llmtco {

using SecondsSquared = decltype(Seconds{} * Seconds{});

struct LatencyShare;

/// How often a round is repeated: 0 times or more, over requests; and what lies between.
struct MoreRounds {
  Column mean, variance;
  Drawn<Seconds> pause{};  ///< before each of them, mean
  Column pause_cv{};       ///< of it, between pauses
};

/// A time over requests, such as TTFT: a mixture of shifted lognormals, with parameters of its own in each
/// draw. Two percentiles can be neither mixed nor added; this can.
///
///     P(T <= t) = sum of weight_i Phi(log((t - shift_i) / p50_i) / sigma_i)
///
/// The parameters are doubt, shared by all requests of a draw; the distribution is spread between them.
class LatencyDistribution {
 public:
  /// The lognormal with this median and 95th percentile, 0 <= p50 <= p95 (LatencyComponent says what becomes
  /// of others); quantile(0.5) and quantile(0.95) return the very numbers. Example: 1 s and 2 s:
  /// mean 1.092852 s, quantile(0.99) = exp(0.421404 x 2.326348) = 2.665387 s.
  static LatencyDistribution from_percentiles(Drawn<Seconds> p50, Drawn<Seconds> p95);
  /// A time that is the same for all requests.
  static LatencyDistribution constant(Drawn<Seconds> time);

  /// The least time within which a part p of the requests, 0 < p < 1, is done.
  ///
  /// One component: its own quantile. Several: solved to 1e-6 of the result, between the least and the
  /// largest quantile of the components that get requests in the draw, and exactly where only one gets any;
  /// NaN where none does. See latency/mixture_quantile.h.
  Drawn<Seconds> quantile(double p) const;
  /// Part of the requests done within `time`, 0 s or more.
  Column cdf(const Drawn<Seconds>& time) const;
  Drawn<Seconds> mean() const;
  /// Between requests of one draw: E(T^2) - E(T)^2.
  Drawn<SecondsSquared> variance() const;

  /// This time and then another that does not depend on it, as in a cascade: shifts, means, variances and
  /// third central moments add, for each component of the one with each of the other.
  ///
  /// Exact where one of the two is the same for all requests. What is lost else: a sum of lognormals is none.
  /// Against simulation, p50, p95 and p99 are within 1 % for p95 / p50 up to 3 and within 5 % up to 7; the
  /// 5th percentile may be 60 % off there. At most 8 components are kept: before, the components of the side
  /// that has more are merged, nearest means first, and their separate modes are lost; mean and variance
  /// never are. Needs p95 / p50 below 1e8, whose third moment is still a number.
  ///
  /// Example: (1, 2) s twice: mean 2.185703 s, variance 0.464174 s^2, skewness 0.995699, so 0.062511 s + a
  /// lognormal of median 2.021659 s and sigma 0.313057: median 2.084170 s, 95th percentile 3.445810 s.
  LatencyDistribution then(const LatencyDistribution& next) const;

  /// A first round of this time and X more that are all as slow, each after a pause; X is lognormal over requests. Mean,
  /// variance and third central moment of the whole are exact; it is taken for a shifted lognormal of these. With n = 1 +
  /// X, v and k the variance and third moment of X, m, a and b those of one round, p, q and t those of a pause, and
  /// r = m + p:
  ///
  ///     mean     = m + E[X] r
  ///     variance = a (E[n]^2 + v) + v r^2 + E[X] q
  ///     third    = b (E[n]^3 + 3 E[n] v + k) + 3 a r (2 E[n] v + k) + k r^3 + 3 v r q + E[X] t
  ///
  /// Against simulation, p50 and p95 are within 1 % for p95 / p50 of a round up to 2 and deviations of X up to its mean,
  /// within 4 % beyond; the 5th percentile may be 60 % off there.
  ///
  /// Example: rounds of 1 s and pauses of 2 s, all alike, X = 9 on average with deviation 5: mean 1 + 27 = 28 s,
  /// deviation 15 s. Pauses that differ by 2 s from each other add 9 x 4 s^2: deviation 16.16 s.
  LatencyDistribution repeated(const MoreRounds& rounds) const;

  /// `factor` >= 0 times the time of each request. A task of n calls that are all as slow as the first; n
  /// calls that do not depend on each other are a sum, see then().
  friend LatencyDistribution operator*(const Column& factor, LatencyDistribution times);

  const std::vector<LatencyComponent>& components() const { return components_; }

 private:
  friend LatencyDistribution mix(const std::vector<LatencyShare>& shares);
  explicit LatencyDistribution(std::vector<LatencyComponent> components)
      : components_(std::move(components)) {}

  std::vector<LatencyComponent> components_;  // one or more, weights sum to 1
};

/// Times of a part of the requests.
struct LatencyShare {
  Column weight;  ///< 0 or more, in whatever unit: shares, requests a second
  LatencyDistribution times;
};

/// The times of all requests together: components side by side, weights multiplied and divided by their sum.
/// Needs one share at least. A time without requests in any draw is left out, and one that is left alone
/// stays as it is; among several, a draw in which all weights are 0 has no time, NaN.
///
/// Example: half the requests take 1 s, half 3 s, exactly: mean 2 s, variance 1 s^2, quantile(0.5) 1 s,
/// quantile(0.51) 3 s. The median of a mix is not the mean of the medians: 90 % with (p50, p95) = (1, 2) s,
/// 10 % with (10, 20) s have their median at 1.0606 s, not at 1.9 s.
LatencyDistribution mix(const std::vector<LatencyShare>& shares);

}  // namespace llmtco
