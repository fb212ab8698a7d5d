#pragma once
#include <utility>
#include <vector>

#include "deployment/context.h"

namespace llmtco {

/// Limits on one kind of time of a class, what they are held against, and the figures that say they are kept.
struct TimeLimits {
  measures::Times times;
  LatencyDistribution ClassLatency::*spread;
  std::optional<Seconds> Slo::*p95;
  std::optional<Seconds> Slo::*p99;
  MeasureOf<double> meets_p95, meets_p99;
};
inline constexpr TimeLimits time_limits[] = {
    {measures::ttft, &ClassLatency::ttft, &Slo::ttft_p95, &Slo::ttft_p99, measures::meets_ttft_p95,
     measures::meets_ttft_p99},
    {measures::tpot, &ClassLatency::tpot, &Slo::tpot_p95, &Slo::tpot_p99, measures::meets_tpot_p95,
     measures::meets_tpot_p99},
    {measures::e2e, &ClassLatency::e2e, &Slo::e2e_p95, &Slo::e2e_p99, measures::meets_e2e_p95,
     measures::meets_e2e_p99}};

/// The limits of a class that are given: the figure that says whether one is kept, and its seconds or its share.
std::vector<std::pair<MeasureOf<double>, double>> limits_of(const Slo& slo);

/// Sets, from the evaluation's accuracies and the limits on times that are there already, in how far limits are
/// kept: floors of accuracy, and all limits together where all are known, of each class and of all. They are kept
/// only where the option can serve.
void set_limit_figures(const Context& context, Evaluation& evaluation);

/// Product of the limits of all requests that are known; 1 where there are none.
Column known_limits_met(const Figures<Column>& figures);

}  // namespace llmtco
