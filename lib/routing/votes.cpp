#include "routing/votes.h"

#include <cassert>

#include "columns/column_math.h"
#include "columns/repeatable.h"

namespace llmtco::routing {
namespace {

/// Of k of n samples being right, before it is divided by what is common to all k.
Column way_to(int k, int samples, const Column& right, const Column& rho) {
  const Column spread = 1.0 - rho;
  Column product = 1.0;
  for (int i = 0; i < k; ++i)
    product = product * (right * spread + i * rho) * (static_cast<double>(samples - i) / (k - i));
  for (int i = 0; i < samples - k; ++i) product = product * ((1.0 - right) * spread + i * rho);
  return product;
}

}  // namespace

Column majority_right(int samples, const Column& right, const Column& correlation) {
  assert(samples >= 1);
  Column most = 0.0, common = 1.0;
  for (int k = (samples + 1) / 2; k <= samples; ++k) {
    const double counts = 2 * k == samples ? 0.5 : 1;
    most += counts * way_to(k, samples, right, correlation);
  }
  for (int i = 0; i < samples; ++i) common = common * (1.0 - correlation + i * correlation);
  return most / common;
}

AnswerTimes slowest_of(int samples, const AnswerTimes& one) {
  assert(samples >= 1);
  if (samples == 1) return one;
  const double root = 1.0 / samples;
  const auto at = [&](double p) { return one.e2e.quantile(repeatable::pow(p, root)) / second; };
  const Column low = at(0.05), middle = at(0.5), high = at(0.95);
  const Column skew = low + high - 2.0 * middle, none = less_equal(skew, 1e-9 * middle);
  const Column shift = select(none, 0.0, (low * high - middle * middle) / select(none, 1.0, skew));
  const auto latest =
      LatencyDistribution::constant(shift * second)
          .then(LatencyDistribution::from_percentiles((middle - shift) * second, (high - shift) * second));
  return {latest, one.tpot, latest};
}

}  // namespace llmtco::routing
