#include "deployment/endpoint.h"

#include "deployment/latency.h"

namespace llmtco {
namespace {

/// TTFT of a hosted endpoint whose 95th percentile nobody measured.
constexpr double p95_over_median = 2;

/// Tokens of all tasks: known to be none where a task has none, however many tasks there are.
Drawn<Tokens> of_all(const Drawn<Requests>& tasks, const Drawn<TokensPerRequest>& tokens) {
  return tokens.base_units().is(0) ? Drawn<Tokens>() : tasks * tokens;
}

TokensByKind bought(const Endpoint& endpoint, const ClassUse& use, const Block& block) {
  const TaskTokens& task = use.traffic->task;
  const Drawn<Requests>& tasks = use.tasks;
  const Column hit = endpoint.cached ? block(endpoint.cache_hit_rate) : Column(0.0);
  Drawn<TokensPerRequest> input = task.input, repeated = task.repeated, output = task.output;
  TokensByKind all;
  for (const Medium medium : all_media) {
    if (use.traffic->lengths.media[medium].is_none()) continue;
    const MediumTask& part = task.media[medium];
    const Drawn<TokensPerRequest> reads = hit * part.repeated;
    all.media[medium] = {of_all(tasks, part.input - reads), of_all(tasks, reads), of_all(tasks, part.output)};
    input = input - part.input;
    repeated = repeated - part.repeated;
    output = output - part.output;
  }
  all.output = tasks * output;
  if (!endpoint.cached) {
    all.input = tasks * input;
    return all;
  }
  const Drawn<TokensPerRequest> cacheable = repeated + task.shared;
  const Drawn<TokensPerRequest> reads = hit * cacheable;
  const Drawn<TokensPerRequest> writes = task.kept + (1.0 - hit) * cacheable;
  all.input = tasks * (input - reads - writes);
  all.cache_reads = tasks * reads;
  all.cache_writes = tasks * writes;
  return all;
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
