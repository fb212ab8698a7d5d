#include "deployment/endpoint.h"

#include "deployment/latency.h"

namespace llmtco {
namespace {

/// TTFT of a hosted endpoint whose 95th percentile nobody measured.
constexpr double p95_over_median = 2;

TokensByKind bought(const Endpoint& endpoint, const ClassUse& use, const Block& block) {
  const TaskTokens& task = use.traffic->task;
  const Drawn<Requests>& tasks = use.tasks;
  if (!endpoint.cached) return {tasks * task.input, {}, {}, tasks * task.output};

  const Column hit = block(endpoint.cache_hit_rate);
  const Drawn<TokensPerRequest> cacheable = task.repeated + task.shared;
  const Drawn<TokensPerRequest> reads = hit * cacheable;
  const Drawn<TokensPerRequest> writes = task.kept + (1.0 - hit) * cacheable;
  return {tasks * (task.input - reads - writes), tasks * reads, tasks * writes, tasks * task.output};
}

}  // namespace

void add_speed(const StreamSpeed& speed, const Context& context, Evaluation& evaluation) {
  if (context.detail == Detail::costs) return;
  const Block& block = context.block;
  const Drawn<Seconds> median = block(speed.ttft_p50);
  const CallTimes call{LatencyDistribution::from_percentiles(
                           median, speed.ttft_p95 ? block(*speed.ttft_p95) : p95_over_median * median),
                       LatencyDistribution::constant(token / block(speed.output))};
  add_latency(std::vector<CallTimes>(context.traffic.classes.size(), call), context, evaluation);
  evaluation.latency_note = speed.source;
}

void serve(const Endpoint& endpoint, const Context& context, Use& use, Evaluation& evaluation) {
  for (ClassUse& each : use.classes) each.bought = bought(endpoint, each, context.block);
  if (endpoint.speed) {
    add_speed(*endpoint.speed, context, evaluation);
  } else {
    evaluation.latency_note = endpoint.speed_note;
  }
}

void serve(const Stated& stated, const Context& context, Use&, Evaluation& evaluation) {
  if (stated.speed) {
    add_speed(*stated.speed, context, evaluation);
  } else {
    evaluation.latency_note = "the scenario gives no speed";
  }
}

}  // namespace llmtco
