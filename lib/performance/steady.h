#pragma once
#include <memory>

#include "performance/load.h"

namespace llmtco {

struct Loop;
struct LoopStep;

/// steady_state() (performance/load.h) of one replica under many loads: what no load changes is worked out once.
class SteadyStates {
 public:
  /// The replica outlives the object.
  SteadyStates(const Replica& replica, const RequestShape& request, ReplicaCapacity most,
               const Factors& factors);
  ~SteadyStates();

  Steady at(const Drawn<RequestsPerSecond>& rate) const;
  /// The same by the batch rather than the rate, which is then
  ///
  ///     rate = batch / (output x TPOT(batch)),   at most the capacity
  ///
  /// Nothing has to be solved, as for at(): whoever looks for a load does so in the batch.
  Steady at_batch(const Column& batch) const;

 private:
  LoopStep step_at(const Column& batch) const;
  Column tpot(const Column& batch) const;
  Column batch_at(const Column& rate) const;
  /// `known`: the step of the batch, where it is known.
  Steady state(Column batch, const Column& arrivals, Column load, const LoopStep* known = nullptr) const;

  const Replica& replica_;
  RequestShape request_;
  ReplicaCapacity most_;
  Factors factors_;
  std::unique_ptr<const Loop> loop_;
  Column tpot_of_least_, tpot_of_most_;  ///< at hardly any batch, and at the largest one
};

}  // namespace llmtco
