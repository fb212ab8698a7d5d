#include "cost/on_demand.h"

#include "cost/machine_hours.h"

namespace llmtco {
namespace {

/// The replicas of each hour that are served.
WeekNeeds served(const WeekNeeds& needs, const std::optional<Column>& most) {
  return changed(needs, [&](const Column& needed) { return most ? min(*most, needed) : needed; });
}

/// Replicas, mean over the hours, that are paid for and not needed, where each start is paid for so long.
std::optional<Column> below_least(const OnDemand& rent, const WeekNeeds& taken, const Block& block) {
  if (!rent.starts || !rent.starts->least_hours) return std::nullopt;
  const Column least = block(*rent.starts->least_hours);
  if (least.is(1)) return std::nullopt;
  const Column mean = mean_over_hours(taken, [](const Column& each) { return each; });
  return opaque("mean over the hours of what the least of a start leaves",
                max(0.0, paid_at_least(taken, static_cast<int>(least.constant())) - mean),
                {{"least hours of a start", least}});
}

/// Hours that a start is paid for before it serves and after; nothing where there are none.
Drawn<Seconds> beside_serving(const OnDemand& rent, const Block& block) {
  if (!rent.starts) return {};
  return block(rent.starts->ahead) + block(rent.starts->kept);
}

void bill_by_hours(const OnDemand& rent, Use& left, const Block& block, Bill& lines) {
  Capacity& machines = left.machines;
  const std::optional<Column> most = rent.most ? std::optional(block(*rent.most)) : std::nullopt;
  const WeekNeeds taken = served(machines.weeks, most);
  const LetAt by{rent.name, rent.source, rent.price.origin, block(rent.price)};
  const Column replicas = named(
      "replicas on demand",
      opaque("mean over the hours of the replicas that are left",
             mean_over_hours(taken, [&](const Column& each) { return machines.whole(each); }) / machines.gpus,
             {{"replicas in the busiest hour", machines.replicas}}));
  lines.push_back(
      hours_line(ItemId::gpu_hours, by, machines, (replicas + machines.stand_ins) * machines.gpus));
  const Column starts =
      named("starts a month", opaque("rises of the load from hour to hour, and stand-ins started",
                                     starts_a_month(taken) + machines.stand_in_starts,
                                     {{"replicas in the busiest hour", machines.replicas}}));
  const Drawn<Seconds> beside = beside_serving(rent, block);
  if (!beside.base_units().is(0))
    lines.push_back(hours_line(ItemId::start_hours, by, machines, starts * (beside / month) * machines.gpus));
  if (const auto unused = below_least(rent, taken, block))
    lines.push_back(hours_line(ItemId::unused_hours, by, machines, *unused * machines.gpus));
  machines.weeks = changed(
      machines.weeks, [&](const Column& needed) { return most ? max(0.0, needed - *most) : Column(0.0); });
  machines.stand_ins = machines.stand_in_starts = 0.0;
  left.electricity.reset();
}

}  // namespace

void bill(const OnDemand& rent, Use& left, const Block& block, Bill& lines) {
  const Capacity& machines = left.machines;
  if (!machines.weeks.empty()) {
    bill_by_hours(rent, left, block, lines);
    return;
  }
  const Drawn<Seconds> gpu_time = machines.paid_running() * month;
  lines.push_back(line({.item = machines.on_cpu ? ItemId::machine_hours : ItemId::gpu_hours,
                        .type = CostType::invoiced,
                        .behaviour = CostBehaviour::fixed,
                        .quantity_unit = machines.on_cpu ? "machine-h" : "GPU-h",
                        .price = rent.price.origin,
                        .source = rent.source},
                       gpu_time, block(rent.price), hour));
  left.machines = {};
  left.electricity.reset();
}

}  // namespace llmtco
