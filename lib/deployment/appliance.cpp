#include "deployment/appliance.h"

#include <fmt/format.h>

#include "deployment/feasibility.h"

namespace llmtco {
namespace {

/// Copies' worth of work in the busiest hour, and in the mean, of a month of the period.
struct Work {
  Column peak = 0.0, mean = 0.0;
};

Work work_in(const Appliance& appliance, const Context& context, int month_of_period) {
  const Drawn<TokensPerSecond> writes = context.block(*appliance.throughput);
  Work all;
  for (const ClassTraffic& each : context.traffic.classes) {
    const Drawn<RequestsPerSecond> tasks = context.share * each.rate_in(month_of_period);
    Column mean = tasks * each.task.output / writes;
    if (appliance.input_throughput)
      mean = mean + tasks * each.task.input / context.block(*appliance.input_throughput);
    all.mean += mean;
    all.peak += context.block(each.requests->peak_to_mean) * mean;
  }
  return all;
}

Column copies_in(const Appliance& appliance, const Context& context, int month_of_period) {
  if (appliance.copies) return context.block(*appliance.copies);
  const Column load = context.block(appliance.max_load);
  return max(1.0, ceil(work_in(appliance, context, month_of_period).peak / load));
}

}  // namespace

Column systems_of_copy(const Appliance& appliance, const Block& block) {
  const Drawn<Bytes> held = Drawn<Bytes>(appliance.weights) + block(appliance.kept) * appliance.kv_per_token;
  return named("systems of a copy", ceil(held / appliance.memory));
}

std::vector<Column> systems_by_month(const Appliance& appliance, const Context& context) {
  const Column each = systems_of_copy(appliance, context.block);
  std::vector<Column> systems;
  for (int m = 0; m < context.traffic.period.months; ++m)
    systems.push_back(m == 0 || context.traffic.grows() ? each * copies_in(appliance, context, m)
                                                        : systems.front());
  return systems;
}

void serve(const Appliance& appliance, const Context& context, Use& use, Evaluation& evaluation) {
  const int months = context.traffic.grows() ? context.traffic.period.months : 1;
  Column copies = 0.0, busy = 0.0, enough = 1.0;
  for (int m = 0; m < months; ++m) {
    const Column now = copies_in(appliance, context, m);
    copies += now;
    if (!appliance.throughput) continue;
    const Work work = work_in(appliance, context, m);
    busy += work.mean;
    enough = min(enough, less_equal(work.peak, now));
  }
  copies = named("copies", copies / static_cast<double>(months));
  busy = busy / static_cast<double>(months);
  if (appliance.copies && appliance.throughput)
    require(evaluation, enough, "its copies cannot serve the busiest hour");
  use.machines = {
      .gpus = systems_of_copy(appliance, context.block), .replicas = copies, .running = copies, .busy = busy};
  evaluation.figures.set(measures::replicas, copies);
  if (appliance.throughput) evaluation.figures.set(measures::load, busy / copies);
  const Drawn<Watts> idle = context.block(appliance.power.idle), full = context.block(appliance.power.full);
  const Column systems = use.machines.paid();
  const Column working = appliance.throughput ? use.machines.gpus * busy : systems;
  use.electricity =
      Electricity{.most = systems * full, .used = (systems * idle + working * (full - idle)) * month};
  if (appliance.speed) {
    add_speed(*appliance.speed, context, evaluation);
  } else {
    evaluation.latency_note = "the scenario gives no speed of the appliance";
  }
}

}  // namespace llmtco
