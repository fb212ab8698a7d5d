#include "deployment/workers.h"

#include "deployment/feasibility.h"
#include "deployment/latency.h"
#include "deployment/week_load.h"

namespace llmtco {
namespace {

/// So slow a rate that every call is alone.
constexpr RequestsPerSecond hardly_any = 1e-9 * request / second;

/// What workers do in one hour.
struct HourOfWorkers {
  Column busy, idle, starting;
  Drawn<RequestsPerSecond> starts_it, comes_meanwhile;
};

/// Adds workers alike, each with calls at this rate.
void add(const WorkerSpeed& speed, const Column& count, const Drawn<RequestsPerSecond>& rate,
         HourOfWorkers& hour) {
  const WorkerTimes times = worker_times(speed, rate);
  hour.busy += count * times.busy;
  hour.idle += count * times.idle;
  hour.starting += count * times.starting;
  hour.starts_it += count * times.starts_it * rate;
  hour.comes_meanwhile += count * times.comes_meanwhile * rate;
}

HourOfWorkers in_hour(const WorkerSpeed& speed, const Drawn<RequestsPerSecond>& calls,
                      const Drawn<RequestsPerSecond>& planned, const Column& always_on) {
  const auto beyond = max(Drawn<RequestsPerSecond>(), calls - always_on * planned);
  const Column full = floor(beyond / planned);
  HourOfWorkers hour;
  if (!full.is(0)) add(speed, full, planned, hour);
  add(speed, 1.0, max(Drawn<RequestsPerSecond>(), beyond - full * planned), hour);
  return hour;
}

/// Waits of calls that meet a cold start, mixed with those that do not.
LatencyDistribution with_starts(const LatencyDistribution& warm, const Drawn<Seconds>& start,
                                const Workers& all) {
  const auto partly = LatencyDistribution::from_percentiles(0.5 * start, 0.95 * start);
  return mix({{1.0 - all.starts_it - all.comes_meanwhile, warm},
              {all.starts_it, warm.then(LatencyDistribution::constant(start))},
              {all.comes_meanwhile, warm.then(partly)}});
}

}  // namespace

WorkerTimes worker_times(const WorkerSpeed& speed, const Drawn<RequestsPerSecond>& rate) {
  const Column used = rate / speed.most;
  const Drawn<Seconds> time = speed.alone / (1.0 - used * (1.0 - speed.alone / speed.at_most));
  const Column side_by_side = exp(-(rate * time / request)), in_turn = max(0.0, 1.0 - used);
  const Column p0 = min(side_by_side, in_turn);
  const Column cold = p0 * exp(-(rate * speed.keep_warm / request));
  const Column coming = rate * speed.start / request;
  // Calls that wait in turn for one that started keep it busy after it.
  const Column queued =
      select(less(in_turn, side_by_side), coming * used, Column(0.0)) * cold / max(in_turn, 1e-12);
  const Column starting = coming * cold, all = 1.0 + starting + queued;
  return {.busy = (1.0 - p0 + queued) / all,
          .idle = (p0 - cold) / all,
          .starting = starting / all,
          .starts_it = cold / all,
          .comes_meanwhile = starting / all};
}

WorkerSpeed worker_speed(const Fleet& fleet, const FleetCapacity& capacity, const Block& block) {
  const RequestShape& lengths = capacity.lengths;
  const Steady times = steady_state(fleet.replica, lengths, Drawn<RequestsPerSecond>(hardly_any),
                                    capacity.most, capacity.speed);
  const Drawn<Seconds> alone =
      named("time of a call alone", times.ttft_p50 + max(0.0, lengths.output / token - 1.0) * times.tpot_p50);
  const Drawn<Seconds> full = capacity.most.batch * request / capacity.each;
  return {.most = capacity.each,
          .alone = alone,
          .at_most = named("time of a call at capacity", max(alone, full)),
          .start = block(fleet.workers->start),
          .keep_warm = block(fleet.workers->keep_warm)};
}

Workers workers(const Fleet& fleet, const FleetCapacity& capacity, const Context& context,
                const Column& always_on) {
  const WorkerSpeed speed = worker_speed(fleet, capacity, context.block);
  const Drawn<RequestsPerSecond> planned = capacity.planned(context.block(fleet.max_load));
  const WeekLoad load = week_load(context);
  std::vector<double> hours(load.calls.size(), 0);
  for (const std::uint8_t level : load.level) ++hours[level];
  const bool grows = context.traffic.grows();
  const int months = grows ? context.traffic.period.months : 1;
  HourOfWorkers sum;
  Drawn<RequestsPerSecond> calls;
  for (int i = 0; i < months; ++i) {
    const Column growth = grows ? growth_of_calls(context.traffic, i) : Column(1.0);
    for (std::size_t level = 0; level < hours.size(); ++level) {
      const double part = hours[level] / double{WeekNeed::hours} / months;
      const HourOfWorkers hour = in_hour(speed, growth * load.calls[level], planned, always_on);
      sum.busy += part * hour.busy;
      sum.idle += part * hour.idle;
      sum.starting += part * hour.starting;
      sum.starts_it += part * hour.starts_it;
      sum.comes_meanwhile += part * hour.comes_meanwhile;
      calls += part * growth * load.calls[level];
    }
  }
  const auto told = [&](const char* name, const Column& mean) {
    return named(name, opaque("mean over the hours of the week", mean,
                              {argument("calls", capacity.mean),
                               argument("calls in the busiest hour", capacity.peak),
                               argument("planned for a worker", planned),
                               argument("time of a call alone", speed.alone),
                               argument("time of a call at capacity", speed.at_most),
                               argument("start", speed.start),
                               argument("kept warm", speed.keep_warm),
                               {"always on", always_on}}));
  };
  const auto some = max(calls, Drawn<RequestsPerSecond>(hardly_any));
  return {.use = {.busy = told("workers that answer", sum.busy),
                  .idle = told("workers kept warm", sum.idle),
                  .starting = told("workers that start", sum.starting),
                  .always_on = always_on,
                  .calls = calls * month},
          .starts_it = told("calls that start a worker", sum.starts_it / some),
          .comes_meanwhile = told("calls that come while one starts", sum.comes_meanwhile / some)};
}

void serve_with_workers(const Fleet& fleet, const FleetCapacity& capacity, const Context& context, Use& use,
                        Evaluation& evaluation) {
  use.machines = {.gpus = context.block(fleet.told_gpus()), .on_cpu = fleet.on_cpu()};
  const Column always_on = context.block(fleet.workers->always_on);
  use.serverless = ServerlessUse{.busy = {}, .idle = {}, .starting = {}, .always_on = always_on, .calls = {}};
  if (!capacity.fits) return;
  require_capacity(capacity, evaluation);
  require_limits(fleet, capacity, context, evaluation);
  const FleetSize size = fleet_size(fleet, capacity, context);
  Workers all = workers(fleet, capacity, context, always_on);
  if (fleet.workers->most) {
    require(evaluation, less_equal(size.replicas, context.block(*fleet.workers->most)),
            "max_replicas are fewer than the busiest hour needs");
  }
  if (context.detail != Detail::costs) {
    std::vector<CallTimes> calls = call_times(fleet, capacity, context, size.shown);
    for (CallTimes& call : calls)
      call.ttft = with_starts(call.ttft, context.block(fleet.workers->start), all);
    add_latency(calls, context, evaluation);
    evaluation.latency_note =
        capacity.simulated
            ? "of the busiest hour, with the cold starts of all hours, " + fleet.simulated->words()
            : "predicted for the busiest hour, with the cold starts of all hours, without a simulation of "
              "the "
              "queue";
  }
  const Column on = named("workers on", all.use.busy + all.use.idle + all.use.starting + always_on);
  evaluation.figures.set(measures::replicas, on);
  evaluation.figures.set(measures::load, size.busy / max(on, 1e-9));
  evaluation.figures.set(measures::cold_starts,
                         named("calls that meet a cold start", all.starts_it + all.comes_meanwhile));
  use.serverless = std::move(all.use);
  if (!fleet.power) return;
  const Drawn<Watts> idle = context.block(fleet.power->idle), full = context.block(fleet.power->full);
  const Column gpus_on = use.machines.gpus * on, working = use.machines.gpus * size.busy;
  use.electricity = Electricity{.most = gpus_on * full,
                                .used = (gpus_on * idle + working * (full - idle)) * month,
                                .idle = (gpus_on - working) * idle * month};
}

void set_always_on(const Serverless& contract, const Fleet& fleet, const FleetCapacity& capacity,
                   const Context& context, Figures<Column>& figures) {
  if (!capacity.fits) return;
  const Drawn<UsdPerSecond> price = context.block(contract.price),
                            active = context.block(contract.active_price);
  const WorkerSpeed speed = worker_speed(fleet, capacity, context.block);
  Drawn<RequestsPerSecond> low, high = capacity.planned(context.block(fleet.max_load));
  constexpr int halvings = 40;
  for (int i = 0; i < halvings; ++i) {
    const auto middle = 0.5 * (low + high);
    const WorkerTimes times = worker_times(speed, middle);
    const Column dearer = less(active, price * (times.busy + times.idle + times.starting));
    high = select(dearer, middle, high);
    low = select(dearer, low, middle);
  }
  const Column rate = high * hour / request;
  figures.set(measures::always_on_from,
              named("calls an hour",
                    opaque("the rate at which a worker is on for active price / price of the time", rate,
                           {argument("price", price), argument("active price", active),
                            argument("time of a call alone", speed.alone), argument("start", speed.start),
                            argument("kept warm", speed.keep_warm)})));
  const Column now = context.block(fleet.workers->always_on);
  const auto cost_with = [&](const Column& always_on) {
    const Workers all = workers(fleet, capacity, context, always_on);
    return context.block(fleet.told_gpus()) * month *
           (price * (all.use.busy + all.use.idle + all.use.starting) + active * always_on);
  };
  figures.set(measures::always_on_saves, cost_with(now) - cost_with(now + 1.0));
}

}  // namespace llmtco
