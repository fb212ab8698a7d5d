#include "cost/spot.h"

#include <cassert>

#include "cost/machine_hours.h"

namespace llmtco {
namespace {

/// Of a replica's worth of work, what evictions make of it.
struct Evicted {
  Column served;             ///< by spot machines
  Column lost;               ///< paid for, and not served
  Column stood_in;           ///< by others
  Drawn<PerTime> stand_ins;  ///< started
};

Evicted evicted(const Spot& spot, const Block& block) {
  const Drawn<PerTime> rate = block(spot.evictions);
  const Column again = rate * block(spot.rework), starting = rate * block(spot.restart);
  if (!spot.stand_ins) {
    const Column paid = (1.0 + starting) / (1.0 - again);
    return {.served = 1.0, .lost = paid - 1.0, .stood_in = 0.0, .stand_ins = {}};
  }
  const Column cycle = 1.0 + starting - again;
  return {.served = (1.0 - again) / cycle,
          .lost = (starting + again) / cycle,
          .stood_in = starting / cycle,
          .stand_ins = rate / cycle};
}

}  // namespace

void bill(const Spot& spot, Use& left, const Block& block, Bill& lines) {
  Capacity& machines = left.machines;
  assert(!machines.weeks.empty());
  const std::optional<Column> most = spot.most ? std::optional(block(*spot.most)) : std::nullopt;
  const WeekNeeds taken =
      changed(machines.weeks, [&](const Column& needed) { return most ? min(*most, needed) : needed; });
  const Evicted part = evicted(spot, block);
  const Column replicas =
      named("replicas on spot", opaque("mean over the hours of the replicas that spot machines are taken for",
                                       mean_over_hours(taken, [](const Column& each) { return each; }),
                                       {{"replicas in the busiest hour", machines.replicas}}));
  const Column paid =
      named("accelerators on spot",
            opaque("mean over the hours, in whole servers",
                   mean_over_hours(taken, [&](const Column& each) { return machines.whole(each); }),
                   {{"replicas on spot", replicas}, {"accelerators of a replica", machines.gpus}}));
  const LetAt by{spot.name, spot.source, spot.price.origin, block(spot.price)};
  lines.push_back(hours_line(ItemId::spot_hours, by, machines, paid * part.served));
  lines.push_back(
      hours_line(ItemId::lost_hours, by, machines, paid * named("hours lost to evictions", part.lost)));
  const Column starts =
      named("spot starts a month", opaque("rises of the load from hour to hour", starts_a_month(taken),
                                          {{"replicas in the busiest hour", machines.replicas}}));
  const Drawn<Seconds> restart = block(spot.restart);
  if (!restart.base_units().is(0))
    lines.push_back(
        hours_line(ItemId::start_hours, by, machines, starts * (restart / month) * machines.gpus));
  machines.weeks = changed(
      machines.weeks, [&](const Column& needed) { return most ? max(0.0, needed - *most) : Column(0.0); });
  machines.stand_ins += replicas * part.stood_in;
  machines.stand_in_starts += replicas * (part.stand_ins * month);
  left.electricity.reset();  // is in the rent
}

}  // namespace llmtco
