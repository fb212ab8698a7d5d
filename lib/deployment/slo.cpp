#include "deployment/slo.h"

#include "columns/normal.h"
#include "workload/tokens.h"

namespace llmtco {
namespace {

/// Standard normal quantile at 95 %.

Percentiles task_time(const ClassLatency& times, const Block& block) {
  const TaskTokens task = task_tokens(*times.requests, block);
  const Column length = task.output / task.calls / (token / request);
  const Column cv = block(times.requests->output.cv);
  const Column variance = log1p(cv * cv / task.calls);
  const Column median = exp(-0.5 * variance), long_one = exp(z95 * sqrt(variance) - 0.5 * variance);
  const auto task_of = [&](const Drawn<Seconds>& first, const Drawn<Seconds>& each, const Column& factor) {
    return task.calls * (first + max(0.0, length * factor - 1.0) * each);
  };
  return {task_of(times.ttft.p50, times.tpot.p50, median), task_of(times.ttft.p95, times.tpot.p95, long_one)};
}

Column within(const std::optional<Seconds>& limit, const Drawn<Seconds>& time) {
  return limit ? less_equal(time, Drawn<Seconds>(*limit)) : Column(1.0);
}

/// Weighted medians and the largest 95th percentile.
struct Mix {
  Drawn<Seconds> weighted, largest;

  void add(const Column& weight, const Percentiles& times) {
    weighted += weight * times.p50;
    largest = max(largest, times.p95);
  }
  Percentiles over(const Column& weights) const { return {weighted / weights, largest}; }
};

}  // namespace

void add_latency(const std::vector<ClassLatency>& classes, const Context& context, Evaluation& evaluation) {
  Mix ttft, tpot, e2e;
  Column weights = 0.0, met = 1.0;
  bool limited = false;
  for (const ClassLatency& times : classes) {
    const RequestClass& requests = *times.requests;
    const Percentiles task = task_time(times, context.block);
    const Column weight = mean_rate(requests, context.block, context.demand.horizon_months) /
                          (request / second) * context.block(requests.agent.calls);
    ttft.add(weight, times.ttft);
    tpot.add(weight, times.tpot);
    e2e.add(weight, task);
    weights += weight;
    met = met * within(requests.slo.ttft_p95, times.ttft.p95) *
          within(requests.slo.tpot_p95, times.tpot.p95) * within(requests.slo.e2e_p95, task.p95);
    limited = limited || !requests.slo.empty();
  }
  set_times(evaluation, measures::ttft, ttft.over(weights));
  set_times(evaluation, measures::tpot, tpot.over(weights));
  set_times(evaluation, measures::e2e, e2e.over(weights));
  if (limited) evaluation.figures.set(measures::meets_slo, met);
}

}  // namespace llmtco
