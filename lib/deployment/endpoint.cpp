#include "deployment/endpoint.h"

#include "columns/column_math.h"
#include "deployment/cache_lifetime.h"
#include "deployment/latency.h"
#include "deployment/limit_waits.h"
#include "workload/compacted_calls.h"

namespace llmtco {
namespace {

/// TTFT of a hosted endpoint whose 95th percentile nobody measured.
constexpr double p95_over_median = 2;

/// Tokens of all tasks: known to be none where a task has none, however many tasks there are, and where there are no tasks.
Drawn<Tokens> of_all(const Drawn<Requests>& tasks, const Drawn<TokensPerRequest>& tokens) {
  const bool none = tokens.base_units().is(0) || tasks.base_units().is(0);
  return none ? Drawn<Tokens>() : tasks * tokens;
}

/// What of a task a cache can keep: all, or what stands in beginnings that are long enough for it.
struct Cacheable {
  Drawn<TokensPerRequest> repeated, shared, kept;
  std::optional<Column> of_repeated{};  ///< 1 where contexts are kept, else 0; kept in all draws if absent
};

/// Requires that a least length is given.
Cacheable long_enough(const TaskTokens& task, const TaskLengths& lengths, Tokens least) {
  const Drawn<TokensPerRequest> needed(least / request);
  const Drawn<TokensPerRequest> longest =
      task.read_again      ? *task.read_again
      : lengths.compaction ? longest_read_again(lengths)
                           : lengths.input + max(0.0, lengths.calls.mean - 2.0) * lengths.step;
  const bool all_fit = !any(less(longest, needed)) &&
                       (lengths.shared.base_units().is(0) || !any(less(lengths.shared, needed)));
  if (all_fit) return {task.repeated, task.shared, task.kept};
  const Column contexts = less_equal(needed, longest), shared = less_equal(needed, lengths.shared);
  const auto where = [](const Column& kept, const Drawn<TokensPerRequest>& tokens) {
    return any(kept) ? kept * tokens : Drawn<TokensPerRequest>();
  };
  return {where(contexts, task.repeated), where(shared, task.shared), where(contexts, task.kept),
          any(contexts) ? contexts : Column(0.0)};
}

TokensByKind bought(const Endpoint& endpoint, const ClassUse& use, const Block& block) {
  const TaskTokens& task = use.traffic->task;
  const Drawn<Requests>& tasks = use.tasks;
  const Column hit = endpoint.cached ? block(endpoint.cache_hit_rate) : Column(0.0);
  Cacheable can{task.repeated, task.shared, task.kept};
  if (endpoint.cached && endpoint.least_cacheable)
    can = long_enough(task, use.traffic->lengths, *endpoint.least_cacheable);
  Drawn<TokensPerRequest> input = task.input, output = task.output;
  TokensByKind all;
  for (const Medium medium : all_media) {
    if (use.traffic->lengths.media[medium].is_none()) continue;
    const MediumTask& part = task.media[medium];
    const Drawn<TokensPerRequest> again = can.of_repeated ? *can.of_repeated * part.repeated : part.repeated;
    const Drawn<TokensPerRequest> reads =
        hit * (endpoint.cache_lifetime ? again - forgotten({*use.traffic, *endpoint.cache_lifetime, block},
                                                           {again, part.input, {}})
                                       : again);
    all.media[medium] = {of_all(tasks, part.input - reads), of_all(tasks, reads), of_all(tasks, part.output)};
    input = input - part.input;
    can.repeated = can.repeated - again;
    output = output - part.output;
  }
  all.output = tasks * output;
  if (!endpoint.cached) {
    all.input = tasks * input;
    return all;
  }
  const Drawn<TokensPerRequest> cacheable = can.repeated + can.shared;
  Drawn<TokensPerRequest> reads = hit * cacheable, writes = can.kept + (1.0 - hit) * cacheable;
  if (endpoint.cache_lifetime) {
    reads = hit * (cacheable - forgotten({*use.traffic, *endpoint.cache_lifetime, block},
                                         {can.repeated, input, can.shared}));
    writes = can.kept + cacheable - reads;
  }
  all.input = tasks * (input - reads - writes);
  all.cache_reads = of_all(tasks, reads);
  const bool shared_long = endpoint.shared_life == CacheLife::one_hour,
             other_long = endpoint.other_life == CacheLife::one_hour;
  if (shared_long == other_long) {
    (shared_long ? all.cache_writes_1h : all.cache_writes) = of_all(tasks, writes);
    return all;
  }
  const Drawn<TokensPerRequest> of_shared = (1.0 - hit) * can.shared;
  all.cache_writes_1h = of_all(tasks, shared_long ? of_shared : writes - of_shared);
  all.cache_writes = of_all(tasks, shared_long ? writes - of_shared : of_shared);
  return all;
}

/// Uses of tools by the tasks of a class that come here.
void buy_tools(ClassUse& use, const Block& block) {
  const bool none = use.tasks.base_units().is(0);
  const Column& part = use.traffic->of_task;
  const Drawn<Requests> tasks = part.is(1) ? use.tasks : part * use.tasks;
  for (const ToolUse& tool : use.traffic->requests->tool_uses)
    use.tool_uses.push_back(none ? Drawn<Requests>() : tasks * block(tool.times));
}

}  // namespace

void add_speed(const StreamSpeed& speed, const Context& context, Evaluation& evaluation,
               const std::vector<LatencyDistribution>& waits) {
  if (context.detail == Detail::costs) return;
  const Block& block = context.block;
  const auto first = [&](const Uncertain<Seconds>& time) {
    return speed.ttft_day ? block(time) / block(*speed.ttft_day) : block(time);
  };
  const auto per_second = [&](const Uncertain<TokensPerSecond>& output) {
    return speed.output_day ? block(*speed.output_day) * block(output) : block(output);
  };
  const Drawn<Seconds> median = first(speed.ttft_p50);
  const Drawn<Seconds> per_token = token / per_second(speed.output);
  const CallTimes call{
      LatencyDistribution::from_percentiles(
          median, speed.ttft_p95 ? first(*speed.ttft_p95) : p95_over_median * median),
      speed.output_p5 ? LatencyDistribution::from_percentiles(per_token, token / per_second(*speed.output_p5))
                      : LatencyDistribution::constant(per_token)};
  std::vector<CallTimes> by_class(context.traffic.classes.size(), call);
  for (std::size_t i = 0; i < waits.size(); ++i) by_class[i].ttft = call.ttft.then(waits[i]);
  add_latency(by_class, context, evaluation);
  evaluation.latency_note = speed.source;
  if (!waits.empty()) evaluation.latency_note += "; with waits at the rate limits in the busiest hour";
}

void serve(const Endpoint& endpoint, const std::vector<Contract>& contracts, const Context& context, Use& use,
           Evaluation& evaluation) {
  for (ClassUse& each : use.classes) {
    each.bought = bought(endpoint, each, context.block);
    buy_tools(each, context.block);
  }
  if (endpoint.stored)
    use.stored =
        context.block(endpoint.stored->tokens) * context.block(endpoint.stored->share_of_time) * month;
  if (!endpoint.speed) {
    evaluation.latency_note = endpoint.speed_note;
  } else if (context.detail != Detail::costs) {
    add_speed(*endpoint.speed, context, evaluation, waits_at_limits(contracts, use, context));
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
