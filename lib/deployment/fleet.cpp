#include "deployment/fleet.h"

#include <fmt/format.h>

#include "deployment/common.h"
#include "deployment/latency.h"

namespace llmtco {
namespace {

/// Calls of a month of the period over those of the month numbered 0, all classes together.
Column growth(const Traffic& traffic, int month_of_period) {
  Drawn<RequestsPerSecond> then, first;
  for (const ClassTraffic& requests : traffic.classes) {
    then += requests.task.calls * requests.rate_in(month_of_period);
    first += requests.task.calls * requests.first_rate;
  }
  return then / first;
}

}  // namespace

FleetSize fleet_size(const Fleet& fleet, const FleetCapacity& capacity, const Context& context) {
  const Traffic& traffic = context.traffic;
  const bool grows = traffic.grows();
  const int months = grows ? traffic.period.months : 1;
  FleetSize total{.replicas = 0.0, .busy = 0.0, .autoscaled = 0.0, .shown = {}};
  const Column max_load = context.block(fleet.max_load);
  Column replicas = 1.0, last_growth = 1.0, most_growth = 0.0;
  for (int i = 0; i < months; ++i) {
    last_growth = grows ? growth(traffic, i) : Column(1.0);
    most_growth = max(most_growth, last_growth);
    const Column needed = last_growth * (capacity.peak / (max_load * capacity.each));
    replicas = fleet.replicas ? Column(*fleet.replicas) : max(1.0, ceil(needed));
    total.replicas += replicas;
    const Column busy = last_growth * (capacity.mean / capacity.each);
    total.busy += busy;
    total.autoscaled += max(1.0, busy / max_load);
  }
  total.replicas = total.replicas / static_cast<double>(months);
  total.busy = total.busy / static_cast<double>(months);
  total.autoscaled = total.autoscaled / static_cast<double>(months);
  // A fixed fleet is fullest when there are most requests; one sized month by month is shown at the end.
  total.shown = (fleet.replicas ? most_growth : last_growth) / replicas * capacity.peak;
  return total;
}

FleetSize size_fleet(const Fleet& fleet, const Context& context, Evaluation& evaluation) {
  const FleetCapacity capacity = fleet_capacity(fleet, context);
  if (!capacity.fits) {
    require(evaluation, 0.0, capacity.reason);
    return {};
  }
  require(evaluation, capacity.serves,
          "a replica serves no request: not even one fits the memory left for keys and values, or the "
          "limit on TPOT is out of its reach");
  FleetSize size = fleet_size(fleet, capacity, context);
  if (fleet.replicas) {
    require(evaluation, less_equal(size.shown, capacity.each),
            fmt::format("{} replica{} cannot serve the busiest hour", *fleet.replicas,
                        *fleet.replicas == 1 ? "" : "s"));
  }
  // A measured capacity says how loaded the replicas are; the times at that load are the model's.
  const Steady times =
      steady_state(fleet.replica, capacity.lengths, size.shown * (capacity.most.rate / capacity.each),
                   capacity.most, capacity.speed);
  const CallTimes call{LatencyDistribution::from_percentiles(times.ttft_p50, times.ttft_p95),
                       LatencyDistribution::from_percentiles(times.tpot_p50, times.tpot_p95)};
  add_latency(std::vector<CallTimes>(context.traffic.classes.size(), call), context, evaluation);
  evaluation.latency_note = "predicted for the busiest hour, without a simulation of the queue";
  evaluation.figures.set(measures::replicas, size.replicas);
  evaluation.figures.set(measures::load, size.busy / size.replicas);
  return size;
}

}  // namespace llmtco
