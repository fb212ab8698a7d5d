#pragma once
#include "deployment/context.h"
#include "deployment/latency.h"
#include "deployment/simulated.h"
#include "deployment/size_limits.h"

namespace llmtco {

/// What no month changes of a fleet, in one block of draws: how long its calls are, and how many of them a replica
/// serves.
struct FleetCapacity {
  bool fits = false;                    ///< in any draw
  Column room{1.0};                     ///< 1 where the weights leave any room for keys and values
  std::string reason;                   ///< why the model does not fit, where it does not
  Drawn<RequestsPerSecond> peak, mean;  ///< calls of the month numbered 0: in its busiest hour, and all of it
  RequestShape lengths;                 ///< means over the calls of all classes
  Factors speed;
  ReplicaCapacity most;  ///< as predicted
  Column serves;         ///< 1 where a replica serves any call at all
  Drawn<RequestsPerSecond> each{1.0 * request /
                                second};  ///< calls a replica serves, predicted, simulated or measured
  std::optional<SimulatedCapacity> simulated{};
  std::optional<SizeLimits>
      limits{};  ///< of a simulated fleet that is sized, where classes have limits on times

  /// Calls that a replica is given in the busiest hour: the planned share of its capacity, fewer where a limit binds.
  Drawn<RequestsPerSecond> planned(const Column& max_load) const;
};

///     capacity = calls/s one replica serves at its largest batch: predicted (performance/load.h), simulated
///                (deployment/latency_surface.h), or the measured output tokens/s over the tokens of a call
///
/// Requests in flight have longer answers than all of them: E[output^2] / E[output] (performance/load.h), where answers of
/// each class differ by its cv. Left out: that lengths of classes differ.
///
/// `known`: what the same fleet can do at another volume of the same calls, in the same block; null where nothing is known.
/// What the volume does not change is taken from it.
FleetCapacity fleet_capacity(const Fleet& fleet, const Context& context,
                             const FleetCapacity* known = nullptr);

/// How many replicas the load needs and how busy they are, in one block of draws.
struct FleetSize {
  Column replicas;  ///< to be there, mean over the months: sized for the peak of each, or fixed
  Column busy;      ///< mean number of replicas' worth of work over the months: load x replicas
  /// Replicas that follow the load, at least 1 or `least`, with the spares: mean over the months of
  /// max(1, busy / max load).
  Column autoscaled;
  /// Accelerators in whole servers, where they are sold so, mean over the months: those to be there, and those of
  /// `autoscaled` replicas.
  std::optional<Column> sold{}, sold_running{};
  Drawn<RequestsPerSecond> shown;  ///< calls a replica gets in the busiest hour that latency is shown of
};

/// Accelerators that are to be there in each month of the traffic's period, spares included, in whole servers where they
/// are sold so.
std::vector<Column> machines_by_month(const Fleet& fleet, const FleetCapacity& capacity,
                                      const Context& context);

/// Sizes a fleet for every month of the period:
///
///     replicas = ceil(calls/s in the busiest hour of the month / (max load x capacity)), at least 1 or `least`,
///                and `spare` more
///
/// where fewer calls are planned for a replica if its times keep the limits of the classes only so (size_limits.h).
///
/// Example: 5 calls/s, 80 % of 3 calls/s: ceil(2.08) = 3, with a spare 4; of at least 5: 5, with a spare 6. Spares
/// are paid for and run, but latency is that of the fleet without them: one has failed, or is being replaced.
///
/// Of servers of s accelerators, whole ones are paid for: ceil(replicas x GPUs of each / s) x s in each month. Three
/// replicas of two GPUs in servers of eight are one server: 8 accelerators.
///
/// Latency is shown of a replica in the busiest hour of the last month, of a fixed fleet in that of the fullest.
/// Left out: hours between mean and peak.
FleetSize fleet_size(const Fleet& fleet, const FleetCapacity& capacity, const Context& context);

/// Takes out the draws in which a replica serves no call at all.
void require_capacity(const FleetCapacity& capacity, Evaluation& evaluation);

/// Takes out all draws where a limit on times of a class that comes is out of reach (deployment/simulated.h).
void require_limits(const Fleet& fleet, const FleetCapacity& capacity, const Context& context,
                    Evaluation& evaluation);
/// Which ones are, as the draws of a block say.
std::vector<OutOfReach> limits_out_of_reach(Fleet fleet, const Simulated& simulated, const Context& context);

/// Times of a call of each class where a replica gets them at this rate: simulated, or in closed form alike for all. A
/// measured capacity says how loaded it is; the times at that load are the model's.
std::vector<CallTimes> call_times(const Fleet& fleet, const FleetCapacity& capacity, const Context& context,
                                  const Drawn<RequestsPerSecond>& rate);

/// Sizes the fleet and adds its latency to the evaluation, or the reason why it cannot serve. A fixed fleet whose
/// capacity is below the calls of the busiest hour is infeasible in those draws.
FleetSize size_fleet(const Fleet& fleet, const FleetCapacity& capacity, const Context& context,
                     Evaluation& evaluation);

/// Machines of the fleet and, where it is known what they draw, their electricity:
///
///     used = gpus x (idle + (full - idle) x load) x 730 h,   of it without load gpus x (1 - load) x idle x 730 h
///
/// where gpus are those that are switched on, and what each hour of the week needs, where contracts share the hours.
void serve(const Fleet& fleet, const FleetCapacity& capacity, const Context& context, Use& use,
           Evaluation& evaluation);

}  // namespace llmtco
