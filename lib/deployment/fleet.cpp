#include "deployment/fleet.h"

#include <fmt/format.h>

#include "deployment/feasibility.h"
#include "deployment/week_load.h"
#include "deployment/workers.h"

namespace llmtco {
namespace {

/// What the size of a fleet follows from, beside its capacity.
struct Sizing {
  Column max_load, least, spare;
  Column last_growth = 1.0;
  bool grows = false;
};

Sizing sizing(const Fleet& fleet, const Context& context) {
  return {.max_load = context.block(fleet.max_load),
          .least = fleet.least ? context.block(*fleet.least) : Column(1.0),
          .spare = fleet.spare ? context.block(*fleet.spare) : Column(0.0),
          .grows = context.traffic.grows()};
}

/// Replicas that the busiest hour of a month needs, or those that are given.
Column replicas_of(const Fleet& fleet, const FleetCapacity& capacity, const Sizing& by,
                   const Context& context) {
  if (fleet.replicas) return context.block(fleet.told_replicas());
  return max(by.least, ceil(by.last_growth * (capacity.peak / capacity.planned(by.max_load))));
}

/// A mean over months that differ is told by its formula and what it is made of, not month by month.
Column told_of_months(const std::string& formula, Column mean, bool grows, const std::vector<Argument>& of) {
  return grows ? opaque(formula, std::move(mean), of) : mean;
}

/// Names what explanations show of a fleet.
void name_size(const Fleet& fleet, const FleetCapacity& capacity, const Sizing& by, FleetSize& total) {
  const Argument peak = argument("calls in the busiest hour", capacity.peak),
                 calls = argument("calls", capacity.mean),
                 each = argument("capacity of a replica", capacity.each), load{"planned load", by.max_load},
                 growth{"growth to the last month", by.last_growth};
  std::vector<Argument> needed{growth, peak, load, each}, following{growth, calls, each, load};
  for (std::vector<Argument>* of : {&needed, &following}) {
    if (fleet.least) of->push_back({"least", by.least});
    if (fleet.spare) of->push_back({"spare", by.spare});
    if (capacity.limits) of->push_back(argument("calls within the limits on times", capacity.limits->calls));
  }
  const char *least = fleet.least ? "least" : "1", *spare = fleet.spare ? " + spare" : "";
  total.replicas =
      named("replicas",
            told_of_months(fmt::format("mean over the months of max({}, ceil(growth x calls in the busiest "
                                       "hour / (planned load x capacity))){}",
                                       least, spare),
                           std::move(total.replicas), by.grows, needed));
  total.busy = named("busy replicas", told_of_months("mean over the months of growth x calls / capacity",
                                                     std::move(total.busy), by.grows, {growth, calls, each}));
  total.autoscaled =
      named("replicas",
            told_of_months(
                fmt::format("mean over the months of max({}, growth x calls / capacity / planned load){}",
                            least, spare),
                std::move(total.autoscaled), by.grows, following));
  total.shown = named("calls to a replica in the busiest hour", std::move(total.shown));
}

/// Accelerators of the servers that hold so many replicas.
Column in_servers(const Column& replicas, const Column& gpus, const Column& server) {
  return ceil(replicas * gpus / server) * server;
}

/// Names what explanations show of whole servers.
void name_servers(const Fleet& fleet, const Sizing& by, const Block& block, FleetSize& total) {
  if (!total.sold) return;
  const Column gpus = block(fleet.told_gpus()), sold_in = block(*fleet.sold_in);
  const std::vector<Argument> of{
      {"replicas", total.replicas}, {"accelerators of a replica", gpus}, {"sold in", sold_in}};
  const char* formula =
      "mean over the months of ceil(replicas x accelerators of a replica / sold in) x sold in";
  for (std::optional<Column>* sold : {&total.sold, &total.sold_running})
    *sold = named("accelerators in whole servers", told_of_months(formula, **sold, by.grows, of));
}

std::string latency_note(const Fleet& fleet, const FleetCapacity& capacity) {
  if (capacity.simulated) return "of the busiest hour, " + fleet.simulated->words();
  return "predicted for the busiest hour, without a simulation of the queue";
}

/// In how many draws which limit sizes the fleet, where limits on times may.
void set_sized_by(const Fleet& fleet, const FleetCapacity& capacity, const Context& context,
                  Figures<Column>& figures) {
  if (!capacity.limits) return;
  const Column held = less(capacity.limits->calls, context.block(fleet.max_load) * capacity.each).plain();
  figures.set(measures::sized_by_capacity, 1.0 - held);
  Column ttft = 0.0, tpot = 0.0, e2e = 0.0;
  for (const SizeLimits::Binding& each : capacity.limits->binding) {
    const Column binds = held * each.binds;
    const bool first = each.kind->spread == &ClassLatency::ttft,
               whole = each.kind->spread == &ClassLatency::e2e;
    Column& all = first ? ttft : whole ? e2e : tpot;
    all = all + binds;
    if (const auto subject = context.subject(static_cast<std::size_t>(each.request_class))) {
      const auto figure = first   ? measures::sized_by_ttft
                          : whole ? measures::sized_by_e2e
                                  : measures::sized_by_tpot;
      const Column* before = figures.find(*figure.row, *subject);
      figures.set(figure, before == nullptr ? binds : *before + binds, *subject);
    }
  }
  figures.set(measures::sized_by_ttft, ttft);
  figures.set(measures::sized_by_tpot, tpot);
  figures.set(measures::sized_by_e2e, e2e);
}

/// Takes the load of a fixed fleet that cannot serve into the reason.
std::string overload(const Column& load, bool alone) {
  double sum = 0, above = 0;
  for (std::size_t draw = 0; draw < (load.is_constant() ? 1 : block_draws); ++draw) {
    if (!(load[draw] > 1)) continue;
    sum += load[draw];
    ++above;
  }
  return above > 0
             ? fmt::format(", which asks for {:.2f} times {} capacity", sum / above, alone ? "its" : "their")
             : "";
}

}  // namespace

std::vector<Column> machines_by_month(const Fleet& fleet, const FleetCapacity& capacity,
                                      const Context& context) {
  Sizing by = sizing(fleet, context);
  const Column gpus = context.block(fleet.told_gpus());
  std::vector<Column> machines;
  for (int i = 0; i < context.traffic.period.months; ++i) {
    if (by.grows || machines.empty()) {
      by.last_growth = by.grows ? growth_of_calls(context.traffic, i) : Column(1.0);
      const Column replicas = replicas_of(fleet, capacity, by, context) + by.spare;
      machines.push_back(fleet.sold_in ? in_servers(replicas, gpus, context.block(*fleet.sold_in))
                                       : gpus * replicas);
    } else {
      machines.push_back(machines.front());
    }
  }
  return machines;
}

FleetSize fleet_size(const Fleet& fleet, const FleetCapacity& capacity, const Context& context) {
  const Traffic& traffic = context.traffic;
  Sizing by = sizing(fleet, context);
  const int months = by.grows ? traffic.period.months : 1;
  FleetSize total{.replicas = 0.0, .busy = 0.0, .autoscaled = 0.0, .shown = {}};
  Column replicas = 1.0, most_growth = 0.0;
  for (int i = 0; i < months; ++i) {
    by.last_growth = by.grows ? growth_of_calls(traffic, i) : Column(1.0);
    most_growth = max(most_growth, by.last_growth);
    replicas = replicas_of(fleet, capacity, by, context);
    total.replicas += replicas;
    const Column busy = by.last_growth * (capacity.mean / capacity.each);
    total.busy += busy;
    const Column following =
        max(by.least, capacity.limits ? by.last_growth * (capacity.mean / capacity.planned(by.max_load))
                                      : busy / by.max_load);
    total.autoscaled += following;
    if (fleet.sold_in) {
      const Column gpus = context.block(fleet.told_gpus()), server = context.block(*fleet.sold_in);
      total.sold = total.sold.value_or(0.0) + in_servers(replicas + by.spare, gpus, server);
      total.sold_running = total.sold_running.value_or(0.0) + in_servers(following + by.spare, gpus, server);
    }
  }
  total.replicas = total.replicas / static_cast<double>(months);
  total.busy = total.busy / static_cast<double>(months);
  total.autoscaled = total.autoscaled / static_cast<double>(months);
  if (total.sold) {
    *total.sold = *total.sold / static_cast<double>(months);
    *total.sold_running = *total.sold_running / static_cast<double>(months);
  }
  if (fleet.spare) {
    total.replicas += by.spare;
    total.autoscaled += by.spare;
  }
  // A fixed fleet is fullest when there are most requests; one sized month by month is shown at the end.
  total.shown = (fleet.replicas ? most_growth : by.last_growth) / replicas * capacity.peak;
  name_size(fleet, capacity, by, total);
  name_servers(fleet, by, context.block, total);
  return total;
}

void require_capacity(const FleetCapacity& capacity, Evaluation& evaluation) {
  require(evaluation, capacity.serves,
          "a replica serves no request: not even one fits the memory left for keys and values, or the "
          "limit on TPOT is out of its reach");
}

namespace {

/// Simulated times as explanations show them.
void tell(TimesOf& times, const Fleet& fleet, const FleetCapacity& capacity,
          const Drawn<RequestsPerSecond>& rate) {
  const bool exact = fleet.simulated->server == Server::exact;
  const char* of[] = {"TTFT in the engine, median", "TTFT in the engine, 95th percentile", "TPOT, median",
                      "TPOT, 95th percentile"};
  for (std::size_t k = 0; k < simulated_times; ++k) {
    times[k] = Drawn<Seconds>(opaque(fmt::format("{}: {}", exact ? "simulated" : "surface", of[k]),
                                     times[k].base_units(),
                                     {argument("calls to a replica", rate),
                                      argument("capacity of a replica", capacity.each),
                                      argument("input of a call to compute", capacity.lengths.input),
                                      argument("output of a call", capacity.lengths.output),
                                      argument("input of a call from the cache", capacity.lengths.cached),
                                      {"decode factor", capacity.speed.decode},
                                      {"prefill factor", capacity.speed.prefill}},
                                     &Seconds::dimension));
  }
}

}  // namespace

std::vector<CallTimes> call_times(const Fleet& fleet, const FleetCapacity& capacity, const Context& context,
                                  const Drawn<RequestsPerSecond>& rate) {
  if (capacity.simulated) {
    const Column load = rate / capacity.each;
    std::vector<TimesOf> by_class = fleet.simulated->server == Server::exact
                                        ? exact_times(fleet, *capacity.simulated, load)
                                        : surface_times(*capacity.simulated, load);
    std::vector<CallTimes> all;
    for (TimesOf& times : by_class) {
      if (load.is_traced()) tell(times, fleet, capacity, rate);
      all.push_back(call_times_of(times));
    }
    return all;
  }
  const Steady times =
      steady_state(fleet.replica, capacity.lengths, rate * (capacity.most.rate / capacity.each),
                   capacity.most, capacity.speed);
  const CallTimes call{LatencyDistribution::from_percentiles(times.ttft_p50, times.ttft_p95),
                       LatencyDistribution::from_percentiles(times.tpot_p50, times.tpot_p95)};
  return std::vector<CallTimes>(context.traffic.classes.size(), call);
}

FleetSize size_fleet(const Fleet& fleet, const FleetCapacity& capacity, const Context& context,
                     Evaluation& evaluation) {
  if (!capacity.fits) return {};
  require_capacity(capacity, evaluation);
  require_limits(fleet, capacity, context, evaluation);
  FleetSize size = fleet_size(fleet, capacity, context);
  if (fleet.replicas) {
    require(evaluation, less_equal(size.shown, capacity.each),
            fmt::format("{} replica{} cannot serve the busiest hour{}", *fleet.replicas,
                        *fleet.replicas == 1 ? "" : "s",
                        overload(size.shown / capacity.each, *fleet.replicas == 1)));
  }
  if (context.detail != Detail::costs) {
    add_latency(call_times(fleet, capacity, context, size.shown), context, evaluation);
    evaluation.latency_note = latency_note(fleet, capacity);
    set_sized_by(fleet, capacity, context, evaluation.figures);
  }
  evaluation.figures.set(measures::replicas, size.replicas);
  evaluation.figures.set(measures::load, size.busy / size.replicas);
  return size;
}

void serve(const Fleet& fleet, const FleetCapacity& capacity, const Context& context, Use& use,
           Evaluation& evaluation) {
  if (fleet.workers) {
    serve_with_workers(fleet, capacity, context, use, evaluation);
    return;
  }
  const FleetSize size = size_fleet(fleet, capacity, context, evaluation);
  use.machines = {.gpus = context.block(fleet.told_gpus()),
                  .on_cpu = fleet.on_cpu(),
                  .replicas = size.replicas,
                  .running = fleet.follow_load ? size.autoscaled : size.replicas,
                  .busy = size.busy,
                  .sold = size.sold,
                  .sold_running = fleet.follow_load ? size.sold_running : size.sold};
  if (fleet.by_hours) {
    use.machines.weeks = week_needs(fleet, capacity, context);
    use.machines.running = mean_over_hours(use.machines.weeks, [](const Column& each) { return each; });
    if (fleet.sold_in) use.machines.sold_in = context.block(*fleet.sold_in);
  }
  if (fleet.follow_load && evaluation.figures.has(measures::load))
    evaluation.figures.set(measures::load, size.busy / use.machines.running);
  if (!fleet.power) return;
  // Those that the load does not need at the moment are switched off.
  const Column gpus = fleet.follow_load ? use.machines.paid_running() : use.machines.paid(),
               busy_gpus = use.machines.gpus * size.busy;
  const Drawn<Watts> idle = context.block(fleet.power->idle), full = context.block(fleet.power->full);
  use.electricity = Electricity{.most = gpus * full,
                                .used = (gpus * idle + busy_gpus * (full - idle)) * month,
                                .idle = (gpus - busy_gpus) * idle * month};
}

}  // namespace llmtco
