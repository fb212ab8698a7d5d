#include <algorithm>

#include "deployment/cache_lifetime.h"
#include "deployment/feasibility.h"
#include "deployment/fleet.h"
#include "workload/compacted_calls.h"

namespace llmtco {
namespace {

/// Tasks of each class in the month numbered 0, as they count in mean lengths: those of a class that is alone are its
/// lengths, however many come.
std::vector<Drawn<RequestsPerSecond>> first_weights(const Context& context) {
  if (context.one_class()) return {Drawn<RequestsPerSecond>(1.0 * request / second)};
  std::vector<Drawn<RequestsPerSecond>> weights;
  for (const ClassTraffic& requests : context.traffic.classes)
    weights.push_back(context.share * requests.first_rate);
  weigh_alike_without(weights);
  return weights;
}

/// How long the calls of all classes are together.
RequestShape mean_lengths(const Fleet& fleet, const Context& context) {
  const Column hit = context.block(fleet.cache_hit_rate);
  const std::vector<Drawn<RequestsPerSecond>> weights = first_weights(context);
  Drawn<RequestsPerSecond> calls;
  Drawn<PerSecond<Tokens>> computed, cached, written, longer;
  bool differ = false;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const ClassTraffic& requests = context.traffic.classes[i];
    const TaskTokens& task = requests.task;
    const Drawn<RequestsPerSecond>& tasks = weights[i];
    const Drawn<TokensPerRequest> reused =
        hit * (fleet.cache_lifetime ? found_again(requests, *fleet.cache_lifetime, context.block)
                                    : task.repeated + task.shared);
    calls += tasks * task.calls;
    computed += tasks * (task.input - reused);
    cached += tasks * reused;
    written += tasks * task.output;
    const Column cv = output_cv_of_calls(requests.lengths);
    longer += (1.0 + cv * cv) * tasks * task.output;
    differ = differ || !cv.is(0);
  }
  calls = named("calls", std::move(calls));
  RequestShape lengths{
      .input = named("input of a call to compute", computed / calls * request),
      .output = named("output of a call", max(Drawn<Tokens>(token), written / calls * request)),
      .cached = named("input of a call from the cache", cached / calls * request)};
  if (!differ) return lengths;
  const Drawn<PerSecond<Tokens>> nothing;
  const auto some = select(less(nothing, written), written, Drawn<PerSecond<Tokens>>(1.0 * token / second));
  lengths.in_flight = named("answers in flight over all", max(1.0, longer / some));
  return lengths;
}

/// The calls of all classes together: how many, and how long they are.
void set_calls(const Fleet& fleet, const Context& context, FleetCapacity& capacity) {
  for (const ClassTraffic& requests : context.traffic.classes) {
    const Drawn<RequestsPerSecond> calls = context.share * requests.first_rate * requests.task.calls;
    capacity.mean += calls;
    capacity.peak += calls * context.block(requests.requests->peak_to_mean);
  }
  capacity.mean = named("calls", std::move(capacity.mean));
  capacity.peak = named("calls in the busiest hour", std::move(capacity.peak));
  capacity.lengths = mean_lengths(fleet, context);
}

std::optional<Seconds> tightest_tpot(const Traffic& traffic) {
  std::optional<Seconds> limit;
  for (const ClassTraffic& requests : traffic.classes) {
    if (!requests.comes()) continue;
    const Slo& slo = requests.requests->slo;
    // A 95th percentile above the limit of the 99th would break that one as well.
    for (const std::optional<Seconds>& own : {slo.tpot_p95, slo.tpot_p99}) {
      if (own && (!limit || *own < *limit)) limit = own;
    }
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

/// Whether limits on times decide how many calls are planned for a replica: not of as many as they are told to be, and a
/// capacity that was measured was so under the limits its author has.
bool limits_decide(const Fleet& fleet) { return !fleet.replicas && !fleet.throughput; }

/// What simulations say of a replica, and the limits it is held back by.
void set_simulated(const Fleet& fleet, const Context& context, FleetCapacity& capacity) {
  capacity.simulated = simulated_capacity(fleet, context, capacity.lengths, capacity.speed);
  capacity.most = capacity.simulated->closed.most;
  if (!limits_decide(fleet)) return;
  capacity.limits = size_limits(*capacity.simulated, context);
  if (!capacity.limits) return;
  Drawn<RequestsPerSecond>& calls = capacity.limits->calls;
  if (!capacity.lengths.output.base_units().is_traced()) return;
  calls = Drawn<RequestsPerSecond>(opaque("most calls at which simulated times keep the limits",
                                          calls.base_units(),
                                          {argument("input of a call to compute", capacity.lengths.input),
                                           argument("output of a call", capacity.lengths.output),
                                           {"decode factor", capacity.speed.decode},
                                           {"prefill factor", capacity.speed.prefill}},
                                          &RequestsPerSecond::dimension));
}

/// The simulated capacity as explanations show it.
Drawn<RequestsPerSecond> told_full(const FleetCapacity& capacity) {
  const Drawn<RequestsPerSecond>& full = capacity.simulated->full;
  return Drawn<RequestsPerSecond>(
      opaque("calls a replica serves in simulations with a full queue", full.base_units(),
             {argument("input of a call to compute", capacity.lengths.input),
              argument("output of a call", capacity.lengths.output),
              argument("input of a call from the cache", capacity.lengths.cached),
              {"decode factor", capacity.speed.decode},
              {"prefill factor", capacity.speed.prefill},
              {"factor of activations and memory outside", capacity.speed.memory}},
             &RequestsPerSecond::dimension));
}

bool same_lengths(const RequestShape& a, const RequestShape& b) {
  const auto same = [](const Drawn<Tokens>& x, const Drawn<Tokens>& y) {
    return identical(x.base_units(), y.base_units());
  };
  return same(a.input, b.input) && same(a.output, b.output) && same(a.cached, b.cached) &&
         a.beams == b.beams && identical(a.in_flight, b.in_flight);
}

/// Whether it fits, and what is asked of it at which speeds.
FleetCapacity capacity_asked(const Fleet& fleet, const Context& context) {
  FleetCapacity capacity;
  const Memory fit = memory(fleet.replica.placement);
  const Column memory_factor = context.block(fleet.memory);
  // Near the edge a model fits in some draws: how much an engine keeps for itself is not known to the byte.
  capacity.room = less(Drawn<Bytes>(0.0 * byte), kv_room(fit, memory_factor));
  capacity.fits = any(capacity.room);
  capacity.reason =
      capacity.fits ? "the weights leave no room for keys and values in some draws: what the engine takes "
                      "besides is not known to the byte"
                    : fit.reason;
  if (!capacity.fits) return capacity;
  set_calls(fleet, context, capacity);
  capacity.speed = drawn_factors(fleet, context.block);
  capacity.speed.memory = memory_factor;
  return capacity;
}

}  // namespace

Drawn<RequestsPerSecond> FleetCapacity::planned(const Column& max_load) const {
  if (!limits) return max_load * each;
  return named("calls planned for a replica", min(max_load * each, limits->calls));
}

FleetCapacity fleet_capacity(const Fleet& fleet, const Context& context, const FleetCapacity* known) {
  FleetCapacity capacity = capacity_asked(fleet, context);
  if (!capacity.fits) return capacity;
  if (known != nullptr && same_lengths(capacity.lengths, known->lengths)) {
    capacity.most = known->most;
    capacity.serves = known->serves;
    capacity.each = known->each;
    capacity.simulated = known->simulated;
    capacity.limits = known->limits;
    return capacity;
  }
  const std::optional<Column> batch =
      fleet.max_batch ? std::optional<Column>(*fleet.max_batch) : std::nullopt;
  const bool simulated = fleet.simulated && fleet.simulated->surface;
  if (simulated) {
    set_simulated(fleet, context, capacity);
  } else {
    capacity.most = replica_capacity(fleet.replica, capacity.lengths, tightest_tpot(context.traffic), batch,
                                     capacity.speed);
  }
  const Drawn<RequestsPerSecond> each =
      fleet.throughput ? context.block(*fleet.throughput) * request / capacity.lengths.output
      : simulated      ? told_full(capacity)
                       : capacity.most.rate;
  const Drawn<RequestsPerSecond> some = 1e-9 * request / second;
  capacity.serves = less(some, each);
  capacity.each = named("capacity of a replica",
                        select(capacity.serves, each, Drawn<RequestsPerSecond>(1.0 * request / second)));
  return capacity;
}

void require_limits(const Fleet& fleet, const FleetCapacity& capacity, const Context& context,
                    Evaluation& evaluation) {
  if (!capacity.limits) return;
  for (const OutOfReach& each : fleet.simulated->out_of_reach) {
    if (context.traffic.classes[static_cast<std::size_t>(each.request_class)].comes())
      require(evaluation, 0.0, each.reason);
  }
}

std::vector<OutOfReach> limits_out_of_reach(Fleet fleet, const Simulated& simulated, const Context& context) {
  fleet.simulated = std::make_shared<const Simulated>(simulated);
  const FleetCapacity capacity = capacity_asked(fleet, context);
  if (!capacity.fits || !limits_decide(fleet)) return {};
  return limits_out_of_reach(simulated_capacity(fleet, context, capacity.lengths, capacity.speed), context);
}

}  // namespace llmtco
