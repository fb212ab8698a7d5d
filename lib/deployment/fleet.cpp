#include "deployment/fleet.h"

#include <fmt/format.h>

#include <algorithm>

#include "deployment/common.h"
#include "deployment/slo.h"

namespace llmtco {
namespace {

/// The calls of all classes together: how long they are, and how their number compares with the tasks of the
/// workload.
struct CallMix {
  Drawn<RequestsPerSecond> peak_of_first_month;  ///< calls/s in the busiest hour
  Drawn<RequestsPerSecond> mean_of_first_month;
  RequestShape lengths;
};

CallMix call_mix(const Fleet& fleet, const Context& context) {
  const Block& block = context.block;
  const Column hit = block(fleet.cache_hit_rate);
  CallMix mix;
  Drawn<PerSecond<Tokens>> computed, cached, written;
  for (const RequestClass& requests : context.demand.workload.classes) {
    const TaskTokens task = task_tokens(requests, block);
    const Drawn<RequestsPerSecond> tasks = context.share * block(requests.requests);
    const Drawn<RequestsPerSecond> calls = tasks * task.calls;
    const Drawn<TokensPerRequest> reused = hit * (task.repeated + task.shared);
    mix.mean_of_first_month += calls;
    mix.peak_of_first_month += calls * block(requests.peak_to_mean);
    computed += tasks * (task.input - reused);
    cached += tasks * reused;
    written += tasks * task.output;
  }
  const Column none = less_equal(mix.mean_of_first_month, Drawn<RequestsPerSecond>());
  const Drawn<RequestsPerSecond> calls =
      select(none, Drawn<RequestsPerSecond>(1.0 * request / second), mix.mean_of_first_month);
  mix.lengths = {.input = computed / calls * request,
                 .output = max(Drawn<Tokens>(token), written / calls * request),
                 .cached = cached / calls * request};
  return mix;
}

/// Growth of the calls by the month numbered from 0: all classes' rates weighted as they stand in the first
/// month.
Column growth(const Context& context, int month_number) {
  Drawn<RequestsPerSecond> then, first;
  for (const RequestClass& requests : context.demand.workload.classes) {
    const Column calls = context.block(requests.agent.calls) * (1.0 + context.block(requests.agent.retries));
    then += calls * rate_in_month(requests, context.block, month_number);
    first += calls * rate_in_month(requests, context.block, 0);
  }
  return then / first;
}

bool grows(const Context& context) {
  for (const RequestClass& requests : context.demand.workload.classes) {
    const Column rate = context.block(requests.growth_per_month);
    if (!rate.is(0)) return true;
  }
  return false;
}

std::optional<Seconds> tightest_tpot(const Workload& workload) {
  std::optional<Seconds> limit;
  for (const RequestClass& requests : workload.classes) {
    if (requests.slo.tpot_p95 && (!limit || *requests.slo.tpot_p95 < *limit)) limit = requests.slo.tpot_p95;
  }
  return limit;
}

Factors drawn_factors(const Fleet& fleet, const Block& block) {
  std::vector<Column> drawn;
  for (const Uncertain<double>& variable : fleet.speed) drawn.push_back(block(variable));
  Factors all = factors(drawn);
  const PartSpeeds& parts = fleet.parts;
  all.parts = {.weights = parts.ratio ? parts.ratio->weights.factor(block(parts.ratio->speed_vs_f16))
                                      : block(parts.weights),
               .compute = block(parts.compute),
               .kv = block(parts.kv),
               .attention = block(parts.attention),
               .blend = parts.blend ? std::optional<Column>(block(*parts.blend)) : std::nullopt};
  return all;
}

}  // namespace

FleetUse use(const Fleet& fleet, const Context& context, Evaluation& evaluation) {
  const Memory fit = memory(fleet.replica.placement);
  if (!fit.fits) {
    require(evaluation, 0.0, fit.reason);
    return {};
  }
  const CallMix mix = call_mix(fleet, context);
  const Drawn<RequestsPerSecond> some = 1e-9 * request / second;
  const Factors speed = drawn_factors(fleet, context.block);
  const std::optional<Column> batch =
      fleet.max_batch ? std::optional<Column>(*fleet.max_batch) : std::nullopt;
  const ReplicaCapacity most =
      replica_capacity(fleet.replica, mix.lengths, tightest_tpot(context.demand.workload), batch, speed);
  const Drawn<RequestsPerSecond> predicted = most.rate;
  const Drawn<RequestsPerSecond> capacity =
      fleet.throughput ? context.block(*fleet.throughput) * request / mix.lengths.output : predicted;
  const Column serves = less(some, capacity);
  require(evaluation, serves,
          "a replica serves no request: not even one fits the memory left for keys and values, or the "
          "limit on TPOT is out of its reach");
  const Drawn<RequestsPerSecond> at_least =
      select(serves, capacity, Drawn<RequestsPerSecond>(1.0 * request / second));

  const int months = grows(context) ? context.demand.horizon_months : 1;
  FleetUse total{.replicas = 0.0, .busy = 0.0, .followed = 0.0};
  const Column max_load = context.block(fleet.max_load);
  Column replicas = 1.0, last_growth = 1.0, most_growth = 0.0;
  for (int i = 0; i < months; ++i) {
    last_growth = months == 1 ? Column(1.0) : growth(context, i);
    most_growth = max(most_growth, last_growth);
    const Column needed = last_growth * (mix.peak_of_first_month / (max_load * at_least));
    replicas = fleet.replicas ? Column(*fleet.replicas) : max(1.0, ceil(needed));
    total.replicas += replicas;
    const Column busy = last_growth * (mix.mean_of_first_month / at_least);
    total.busy += busy;
    total.followed += max(1.0, busy / max_load);
  }
  total.replicas = total.replicas / static_cast<double>(months);
  total.busy = total.busy / static_cast<double>(months);
  total.followed = total.followed / static_cast<double>(months);

  // A fixed fleet is fullest when there are most requests; one sized month by month is shown at the end.
  const Column shown = fleet.replicas ? most_growth : last_growth;
  const Drawn<RequestsPerSecond> each = shown / replicas * mix.peak_of_first_month;
  if (fleet.replicas) {
    require(evaluation, less_equal(each, at_least),
            fmt::format("{} replica{} cannot serve the busiest hour", *fleet.replicas,
                        *fleet.replicas == 1 ? "" : "s"));
  }
  // A measured capacity says how loaded the replicas are; the times at that load are the model's.
  const Steady times = steady_state(fleet.replica, mix.lengths, each * (predicted / at_least), most, speed);
  std::vector<ClassLatency> classes;
  for (const RequestClass& requests : context.demand.workload.classes) {
    classes.push_back({&requests, {times.ttft_p50, times.ttft_p95}, {times.tpot_p50, times.tpot_p95}});
  }
  add_latency(classes, context, evaluation);
  evaluation.latency_note = "predicted for the busiest hour, without a simulation of the queue";
  evaluation.figures.set(measures::replicas, total.replicas);
  evaluation.figures.set(measures::load, total.busy / total.replicas);
  return total;
}

}  // namespace llmtco
