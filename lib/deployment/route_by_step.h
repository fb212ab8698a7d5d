#pragma once
#include <optional>
#include <string>
#include <vector>

#include "deployment/route.h"

namespace llmtco {

/// A route by step: its legs, and the options of the scenario among which they are.
struct StepRoute {
  const Route& route;
  const routes::ByStep& policy;
  const std::vector<Option>& all;
};

/// How right tasks of a class are whose calls several legs make. A task of one call is all the first leg's; else it is as
/// whoever evaluated the mix says. Where nobody does, and the accuracy of the class is that of a step (workload/steps.h),
/// all steps have to be right in the end, each with the chance q of the leg that makes it:
///
///     right = q_first E[q_later^(n - 1)],   with a last leg q_first q_last E[q_later^(n - 2)]
///
/// of those that need no more calls than the loop makes at most, less what retrieval does not find. Example: 10 calls, the
/// first at 0.99, the others at 0.95: 0.99 x 0.95^9 = 62.4 %. Unknown where a leg sends requests on itself, or its accuracy
/// is unknown. Left out: tasks of less than two calls where the last has a leg of its own.
std::optional<Column> right_by_step(const StepRoute& of, std::size_t request_class, const Context& context);

/// Why such a route cannot be computed for a class; empty where it can.
std::string lacking_path(const Context& context);

}  // namespace llmtco
