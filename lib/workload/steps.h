#pragma once
#include <optional>

#include "columns/column.h"
#include "variables/block.h"
#include "workload/agent_loop.h"
#include "workload/calls.h"

namespace llmtco {

/// What may become of one step of a loop, a call of the model: right with chance s, else noticed with v, and then put
/// right with r by its call made once more. What is noticed and not put right ends the task there; what nobody notices
/// goes on, and makes the task wrong.
struct StepChances {
  Column right{1.0}, noticed{}, recovery{};

  /// Calls made once more over those made: (1 - s) v.
  Column again() const { return (1.0 - right) * noticed; }
  /// The task ends after the step: (1 - s) v (1 - r).
  Column stops() const { return again() * (1.0 - recovery); }
  /// The step is wrong in the end: 1 - q = (1 - s) (1 - v r).
  Column fails() const { return (1.0 - right) * (1.0 - noticed * recovery); }
};

/// Calls that tasks make, without those made again, of which each needs n (workload/calls.h), makes m = `most` at most
/// and stops after each with chance x = `stops`. With g = 1 - x and k = min(n, m), of a task
///
///     E[made | n]              = (1 - g^k) / x
///     E[made (made - 1) | n]   = 2 sum of j g^j, j from 0 to k - 1, = 2 (E[made | n] - 1 - (k - 1) g^k) / x
///
/// k and k (k - 1) where x = 0; numbers of calls are continuous, and where they are whole this is the sum over them.
/// Over tasks whose n differs, these are integrated over the normal variable of their lognormal: by 60 points of Gauss and
/// Legendre on the part below m, and the share above m at m: to 2e-9 for cv up to 1, 1e-6 at 2, 2e-4 at 20. Mean and cv of the result are exact;
/// its shape is taken for that of Calls, 1 + a lognormal.
///
/// Example: 20 calls, x = 0.025: (1 - 0.975^20) / 0.025 = 15.893, and 2 (14.893 - 19 x 0.60269) / 0.025 = 275.4, so that
/// the variance is 275.4 + 15.9 - 252.6 = 38.7, cv 0.3917.
Calls calls_made(const Calls& needed, const std::optional<Column>& most, const Column& stops);

/// Share of the tasks of which all steps are right in the end and none is cut: E[(1 - fails)^n; n <= most].
///
/// Example: 20 calls of which 5 % fail: 0.95^20 = 35.85 %.
Column tasks_right(const Calls& needed, const std::optional<Column>& most, const Column& fails);

/// Calls of a task, and the share of them made once more since a failure was noticed.
struct CallsMade {
  Calls calls;
  Column again{};
};

/// Of the loop of a class, given the share of right steps; as if all were right where that is absent, or where the
/// accuracy is that of tasks.
CallsMade calls_made(const AgentLoop& loop, const Calls& needed, const std::optional<Column>& step_right,
                     const Block& block);

/// Share of right tasks of a class, given the accuracy: of one step where the loop has steps, else of a task that is not
/// cut.
Column tasks_right(const AgentLoop& loop, const Column& accuracy, const Block& block);

/// Whether how right steps are decides how many calls are made: some failures are noticed.
bool steps_decide_calls(const AgentLoop& loop, const Block& block);

}  // namespace llmtco
