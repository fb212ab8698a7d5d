#include "deployment/latency.h"

#include <algorithm>
#include <cassert>

#include "columns/normal.h"
#include "deployment/limits.h"
#include "measures/list.h"

namespace llmtco {
namespace {

/// A weight of all requests below which there is nobody whose time could be told: it is 0 then.
constexpr double nobody_waits = 1e-300;

/// How long thoughts before an answer take: their number, which differs between calls as lengths of answers do, at the
/// time of a token, which differs between requests. The product of two lognormals is one.
LatencyDistribution thinking_time(const CallTimes& call, const TaskLengths& lengths) {
  const Column& cv = lengths.output_cv;
  const Column square = log1p(cv * cv), mean = lengths.reasoning / (token / request);
  const Drawn<Seconds> each = call.tpot.quantile(0.5);
  const Drawn<Seconds> median = exp(-0.5 * square) * mean * each;
  constexpr double no_time = 1e-12;
  const Column slow = log(max(1.0, call.tpot.quantile(0.95) / second / max(no_time, each / second))) / z95;
  const Column sigma = sqrt(square + slow * slow);
  return LatencyDistribution::from_percentiles(median, exp(z95 * sigma) * median);
}

/// Time to the first token a reader sees: that of any kind, and the thoughts before the answer.
LatencyDistribution first_visible(const CallTimes& call, const TaskLengths& lengths) {
  return lengths.thinks() ? call.ttft.then(thinking_time(call, lengths)) : call.ttft;
}

/// The time of a task's tools.
LatencyDistribution pauses(const TaskLengths& lengths) {
  const Drawn<Seconds> mean = (lengths.calls.mean - 1.0) * lengths.tool_time;
  if (lengths.tool_cv.is(0)) return LatencyDistribution::constant(mean);
  const Column& cv = lengths.tool_cv;
  const Column some = max(lengths.calls.mean - 1.0, 1e-9), square = log1p(cv * cv / some),
               sigma = sqrt(square);
  const Drawn<Seconds> median = exp(-0.5 * square) * mean;
  return LatencyDistribution::from_percentiles(median, exp(z95 * sigma) * median);
}

/// Calls of the mean number, each as slow as the first, with the tools between.
LatencyDistribution of_mean_calls(const LatencyDistribution& calls, const TaskLengths& lengths) {
  return lengths.tool_time.base_units().is(0) ? calls : calls.then(pauses(lengths));
}

LatencyDistribution task_time(const CallTimes& call, const ClassTraffic& requests) {
  const TaskTokens& task = requests.task;
  const TaskLengths& lengths = requests.lengths;
  const Column length = task.output / task.calls / (token / request);
  const Column& cv = lengths.output_cv;
  const Column variance = log1p(cv * cv / task.calls);
  const Column median = exp(-0.5 * variance), long_one = exp(z95 * sqrt(variance) - 0.5 * variance);
  const Column once = lengths.calls.alike() ? task.calls
                      : lengths.compaction  ? task.calls / lengths.calls.mean
                                            : 1.0 + lengths.retries;
  const auto time_at = [&](double p, const Column& factor) {
    return once * (call.ttft.quantile(p) + max(0.0, length * factor - 1.0) * call.tpot.quantile(p));
  };
  const auto times = LatencyDistribution::from_percentiles(time_at(0.5, median), time_at(0.95, long_one));
  if (lengths.calls.alike()) return of_mean_calls(times, lengths);
  return times.repeated({.mean = lengths.calls.mean - 1.0,
                         .variance = lengths.calls.variance(),
                         .pause = lengths.tool_time,
                         .pause_cv = lengths.tool_cv});
}

/// One kind of time over the classes: weighted medians and the largest percentiles.
class OverClasses {
 public:
  OverClasses(const TimeLimits& kind, const Context& context) : kind_(kind), context_(context) {
    for (const ClassTraffic& each : context.traffic.classes) {
      wants_p95_ = wants_p95_ || each.requests->slo.*kind.p95;
      wants_p99_ = wants_p99_ || each.requests->slo.*kind.p99;
    }
  }

  void add(std::size_t i, const Column& weight, Evaluation& evaluation) {
    const LatencyDistribution& times = evaluation.latency[i].*kind_.spread;
    const std::optional<Subject> subject = context_.subject(i);
    const Drawn<Seconds> p95 = times.quantile(0.95);
    if (subject) evaluation.figures.set(kind_.times.p95, p95, *subject);
    if (context_.detail != Detail::tails) {
      const Drawn<Seconds> p50 = times.quantile(0.5);
      if (subject) evaluation.figures.set(kind_.times.p50, p50, *subject);
      weighted_ += weight * p50;
    }
    largest_p95_ = max(largest_p95_, waited_for(weight, p95));
    const Slo& slo = context_.traffic.classes[i].requests->slo;
    met_p95_ = met_p95_ * limited(slo.*kind_.p95, waited_for(weight, p95), kind_.meets_p95, i, evaluation);
    if (!wants_p99_) return;
    const Drawn<Seconds> p99 = times.quantile(0.99);
    if (subject) evaluation.figures.set(kind_.times.p99, p99, *subject);
    largest_p99_ = max(largest_p99_, waited_for(weight, p99));
    met_p99_ = met_p99_ * limited(slo.*kind_.p99, waited_for(weight, p99), kind_.meets_p99, i, evaluation);
  }

  void set(const Column& weights, Figures<Column>& figures) const {
    if (context_.detail != Detail::tails) figures.set(kind_.times.p50, weighted_ / weights);
    figures.set(kind_.times.p95, largest_p95_);
    if (wants_p95_) figures.set(kind_.meets_p95, met_p95_);
    if (!wants_p99_) return;
    figures.set(kind_.times.p99, largest_p99_);
    figures.set(kind_.meets_p99, met_p99_);
  }

 private:
  /// The time of a class; none in draws in which it has no requests.
  static Drawn<Seconds> waited_for(const Column& weight, const Drawn<Seconds>& time) {
    const Column some = less(0.0, weight);
    return all(some) ? time : select(some, time, Drawn<Seconds>());
  }

  /// Where class number i keeps its limit; everywhere if it has none.
  Column limited(const std::optional<Seconds>& limit, const Drawn<Seconds>& time, MeasureOf<double> met,
                 std::size_t i, Evaluation& evaluation) const {
    if (!limit) return 1.0;
    Column kept = less_equal(time, Drawn<Seconds>(*limit));
    if (!context_.one_class()) evaluation.figures.set(met, kept, {.request_class = static_cast<int>(i)});
    return kept;
  }

  const TimeLimits& kind_;
  const Context& context_;
  bool wants_p95_ = false, wants_p99_ = false;
  Drawn<Seconds> weighted_, largest_p95_, largest_p99_;
  Column met_p95_{1.0}, met_p99_{1.0};
};

}  // namespace

ClassLatency class_latency(const CallTimes& call, const ClassTraffic& requests) {
  return {first_visible(call, requests.lengths), call.tpot, task_time(call, requests)};
}

LatencyDistribution class_times(LatencyDistribution ClassLatency::*kind, const CallTimes& call,
                                const ClassTraffic& requests) {
  if (kind == &ClassLatency::ttft) return first_visible(call, requests.lengths);
  return kind == &ClassLatency::tpot ? call.tpot : task_time(call, requests);
}

void add_latency(const std::vector<CallTimes>& by_class, const Context& context, Evaluation& evaluation) {
  assert(by_class.size() == context.traffic.classes.size());
  for (std::size_t i = 0; i < by_class.size(); ++i) {
    evaluation.latency.push_back(class_latency(by_class[i], context.traffic.classes[i]));
  }
  set_latency_figures(context, evaluation);
}

std::vector<Column> answered_at_once(const Option& option, const Context& context) {
  std::vector<Column> at_once;
  const bool batched =
      std::any_of(option.contracts.begin(), option.contracts.end(),
                  [](const Contract& contract) { return std::holds_alternative<BatchShare>(contract); });
  if (!batched) return at_once;
  for (const ClassTraffic& each : context.traffic.classes) {
    const auto& may_wait = each.requests->may_wait;
    at_once.push_back(may_wait ? 1.0 - context.block(*may_wait) : Column(1.0));
  }
  return at_once;
}

void set_latency_figures(const Context& context, Evaluation& evaluation) {
  std::vector<OverClasses> kinds;
  for (const TimeLimits& kind : time_limits) kinds.emplace_back(kind, context);
  Column weights = 0.0;
  for (std::size_t i = 0; i < evaluation.latency.size(); ++i) {
    const ClassTraffic& requests = context.traffic.classes[i];
    Column weight = requests.weight / (request / second) * requests.lengths.calls.mean;
    if (!evaluation.at_once.empty()) weight = weight * evaluation.at_once[i];
    for (OverClasses& kind : kinds) kind.add(i, weight, evaluation);
    weights += weight;
  }
  if (!evaluation.at_once.empty()) weights = max(weights, nobody_waits);
  for (const OverClasses& kind : kinds) kind.set(weights, evaluation.figures);
}

}  // namespace llmtco
