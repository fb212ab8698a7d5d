#include "deployment/latency.h"

#include <cassert>

#include "columns/normal.h"
#include "measures/list.h"

namespace llmtco {
namespace {

LatencyDistribution task_time(const CallTimes& call, const ClassTraffic& requests) {
  const TaskTokens& task = requests.task;
  const Column length = task.output / task.calls / (token / request);
  const Column& cv = requests.lengths.output_cv;
  const Column variance = log1p(cv * cv / task.calls);
  const Column median = exp(-0.5 * variance), long_one = exp(z95 * sqrt(variance) - 0.5 * variance);
  const auto task_at = [&](double p, const Column& factor) {
    return task.calls * (call.ttft.quantile(p) + max(0.0, length * factor - 1.0) * call.tpot.quantile(p));
  };
  return LatencyDistribution::from_percentiles(task_at(0.5, median), task_at(0.95, long_one));
}

Column within(const std::optional<Seconds>& limit, const Drawn<Seconds>& time) {
  return limit ? less_equal(time, Drawn<Seconds>(*limit)) : Column(1.0);
}

/// One kind of time over the classes: weighted medians and the largest 95th percentile.
class OverClasses {
 public:
  explicit OverClasses(const measures::Times& kind) : kind_(kind) {}

  /// Returns the 95th percentile.
  Drawn<Seconds> add(const Column& weight, const LatencyDistribution& times,
                     const std::optional<Subject>& subject, Evaluation& evaluation) {
    const Drawn<Seconds> p50 = times.quantile(0.5), p95 = times.quantile(0.95);
    if (subject) {
      evaluation.figures.set(kind_.p50, p50, *subject);
      evaluation.figures.set(kind_.p95, p95, *subject);
    }
    weighted_ += weight * p50;
    largest_ = max(largest_, p95);
    return p95;
  }
  void set(const Column& weights, Evaluation& evaluation) const {
    evaluation.figures.set(kind_.p50, weighted_ / weights);
    evaluation.figures.set(kind_.p95, largest_);
  }

 private:
  const measures::Times& kind_;
  Drawn<Seconds> weighted_, largest_;
};

}  // namespace

void add_latency(const std::vector<CallTimes>& by_class, const Context& context, Evaluation& evaluation) {
  assert(by_class.size() == context.traffic.classes.size());
  for (std::size_t i = 0; i < by_class.size(); ++i) {
    const CallTimes& call = by_class[i];
    evaluation.latency.push_back({call.ttft, call.tpot, task_time(call, context.traffic.classes[i])});
  }
  set_latency_figures(context, evaluation);
}

void set_latency_figures(const Context& context, Evaluation& evaluation) {
  OverClasses ttft(measures::ttft), tpot(measures::tpot), e2e(measures::e2e);
  Column weights = 0.0, met = 1.0;
  bool limited = false;
  for (std::size_t i = 0; i < evaluation.latency.size(); ++i) {
    const ClassTraffic& requests = context.traffic.classes[i];
    const ClassLatency& times = evaluation.latency[i];
    const Slo& slo = requests.requests->slo;
    const std::optional<Subject> subject = context.subject(i);
    const Column weight = requests.rate / (request / second) * requests.lengths.calls;
    const Column own = within(slo.ttft_p95, ttft.add(weight, times.ttft, subject, evaluation)) *
                       within(slo.tpot_p95, tpot.add(weight, times.tpot, subject, evaluation)) *
                       within(slo.e2e_p95, e2e.add(weight, times.e2e, subject, evaluation));
    if (subject && !slo.empty()) evaluation.figures.set(measures::meets_slo, own, *subject);
    weights += weight;
    met = met * own;
    limited = limited || !slo.empty();
  }
  ttft.set(weights, evaluation);
  tpot.set(weights, evaluation);
  e2e.set(weights, evaluation);
  if (limited) evaluation.figures.set(measures::meets_slo, met);
}

}  // namespace llmtco
