#pragma once
#include <vector>

#include "montecarlo/result.h"
#include "montecarlo/study.h"

namespace llmtco {

/// One study in one block of draws.
struct StudyBlock {
  const Study& study;
  const Block& block;
  Traffic traffic;  ///< of all months of the horizon
  std::vector<Prepared> prepared;
};

/// Adds to the evaluations of the average month what the first and the last month come to (cost, damage, replicas), or
/// where `every` all months; the machines that must be bought by the end; and whether the budget is kept, in every month
/// or in the average one as the study says. Where no class grows, months are alike: none is added, and the average
/// month is each of them.
///
/// What is to be paid is highest in the first or in the last month where all classes of a draw grow in one direction,
/// and those alone are looked at: every line grows with the requests. Where some grow and some shrink, each month is.
/// Machines are most in one of the two whatever the classes do: each class grows by a fixed share a month, so that
/// their sum is highest at an end. Seasons and launches may have their height in any month: each is looked at then, for
/// the budget and for the machines, and all are added.
void add_months(const StudyBlock& at, bool every, std::vector<Evaluation>& evaluations);

/// Completes a result: the cost of the horizon, the average month times its months; where `details` are wanted, gives
/// each month the figures of the average month where months are alike, and a class that is alone those of all requests.
void complete_months(const Study& study, bool details, Result& result);

}  // namespace llmtco
