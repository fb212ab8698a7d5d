#include "cost/committed.h"

#include <cassert>

#include "cost/machine_hours.h"

namespace llmtco {
namespace {

/// What has been taken, for a part of the time, and the needs before it and after.
struct Taken {
  ItemId used;          ///< line of its hours
  Column replicas;      ///< as the contract says
  Column accelerators;  ///< of them, in whole servers
  double share_of_time;
};

void bill_taken(const LetAt& by, const Taken& taken, const WeekNeeds& after, Use& left, Bill& lines) {
  Capacity& machines = left.machines;
  const OfReplicas as_it_is = [](const Column& replicas) { return replicas; };
  const Column used =
      named("replicas in use",
            opaque("mean over the hours of what is used of those taken",
                   mean_over_hours(machines.weeks, as_it_is) - mean_over_hours(after, as_it_is),
                   {{"taken", taken.replicas}, {"replicas in the busiest hour", machines.replicas}}));
  const Column in_use = used * machines.gpus, all = taken.accelerators * taken.share_of_time;
  lines.push_back(hours_line(taken.used, by, machines, in_use));
  lines.push_back(hours_line(ItemId::unused_hours, by, machines, max(0.0, all - in_use)));
  machines.weeks = after;
  left.electricity.reset();  // is in the rent
}

/// Replicas that the servers of so many hold.
Column held(const Capacity& machines, const Column& replicas) {
  return machines.sold_in ? floor(machines.whole(replicas) / machines.gpus) : replicas;
}

const Uncertain<double>& count_of(const Reserved& reserved, const std::string& split) {
  for (const Reserved::ForSplit& each : reserved.for_splits) {
    if (each.split == split) return each.replicas;
  }
  return reserved.replicas;
}

}  // namespace

void bill(const Reserved& reserved, Use& left, const Block& block, Bill& lines) {
  assert(!left.machines.weeks.empty());
  const Column count = named("reserved replicas", block(count_of(reserved, left.split)));
  const Column serve = held(left.machines, count);
  const WeekNeeds after =
      changed(left.machines.weeks, [&](const Column& needed) { return max(0.0, needed - serve); });
  bill_taken({reserved.name, reserved.source, reserved.price.origin, block(reserved.price)},
             {ItemId::reserved_hours, count, left.machines.whole(count), 1}, after, left, lines);
}

void bill(const CapacityBlock& taken, Use& left, const Block& block, Bill& lines) {
  assert(!left.machines.weeks.empty());
  const Column count = named("replicas of the block", block(taken.replicas));
  const Column serve = held(left.machines, count);
  const WeekNeeds after = changed_within(left.machines.weeks, taken.hours,
                                         [&](const Column& needed) { return max(0.0, needed - serve); });
  bill_taken({taken.name, taken.source, taken.price.origin, block(taken.price)},
             {ItemId::block_hours, count, left.machines.whole(count),
              static_cast<double>(taken.hours.count()) / double{WeekNeed::hours}},
             after, left, lines);
}

}  // namespace llmtco
