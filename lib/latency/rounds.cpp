#include "latency/distribution.h"

namespace llmtco {
namespace {

/// Third central moment of a lognormal of this mean and square of its coefficient of variation.
Column third_of_lognormal(const Column& mean, const Column& square) {
  return mean * mean * mean * square * square * (square + 3.0);
}

/// Moments of one more round: X, and the pause before it.
struct More {
  Column mean, variance, third;
  Column pause, pause_variance, pause_third;
};

More moments(const MoreRounds& rounds) {
  const Column some = select(less(0.0, rounds.mean), rounds.mean, 1.0);
  const Column pause = rounds.pause / second, square = rounds.pause_cv * rounds.pause_cv;
  return {.mean = rounds.mean,
          .variance = rounds.variance,
          .third = third_of_lognormal(some, rounds.variance / (some * some)),
          .pause = pause,
          .pause_variance = square * pause * pause,
          .pause_third = third_of_lognormal(pause, square)};
}

latency_parts::Moments repeated(const latency_parts::Moments& one, const More& more) {
  const Column n = 1.0 + more.mean, round = one.mean + more.pause;
  const Column &v = more.variance, &k = more.third;
  return {.mean = one.mean + more.mean * round,
          .variance = one.variance * (n * n + v) + v * round * round + more.mean * more.pause_variance,
          .third = one.third * (n * n * n + 3.0 * n * v + k) +
                   3.0 * one.variance * round * (2.0 * n * v + k) + k * round * round * round +
                   3.0 * v * round * more.pause_variance + more.mean * more.pause_third};
}

}  // namespace

LatencyDistribution LatencyDistribution::repeated(const MoreRounds& rounds) const {
  const More more = moments(rounds);
  std::vector<LatencyComponent> all;
  for (const LatencyComponent& once : components_) {
    all.push_back(latency_parts::with_moments(
        once.weight, llmtco::repeated(latency_parts::moments(once), more), latency_parts::least(once)));
  }
  return LatencyDistribution(std::move(all));
}

}  // namespace llmtco
