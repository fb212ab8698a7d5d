#pragma once
#include "workload/tokens.h"

namespace llmtco::routing {

/// Which calls of a task's loop a leg makes: the first, which plans; the last, which answers; those between. A task of one
/// call has a first alone.
struct Places {
  bool first = false, later = false, last = false;
};

/// Part of the tasks that make a call which is one of these: 1 with the first, else E[min(1, n - 1)] with the last and
/// E[min(1, max(0, n - 2))] of those between alone (workload/calls.h).
Column tasks_reaching(const Calls& calls, const Places& places);
/// Calls it makes, mean over all tasks of the loop.
Column calls_made(const Calls& calls, const Places& places);

/// What a leg makes of each task that comes to it.
struct LoopPart {
  TaskLengths lengths;  ///< of its calls, as if they were a task
  TaskTokens tokens;    ///< with what its own cache finds
  TaskTokens unbroken;  ///< the same where it finds what calls of the others have read, too
  /// Read anew since calls before went to another leg. The prefix of all tasks, which is in any cache, is not.
  Drawn<TokensPerRequest> lost{};
};

/// Calls at their place in the loop: call k (from 0) reads I + k d, and would find the I + (k - 1) d of the call before. A
/// leg finds what its own last call of the task has read, or the prefix P of all tasks where it had none. Over all tasks
/// of n calls, with S = E[n (n - 1)] / 2, L = S - E[n - 1] and b_j = E[max(0, n - j)], calls and the sum of their k are
///
///     first                1             0          nothing is found
///     later, and last      E[n - 1]      S          b_2 I + L d are found of E[n - 1] I + L d
///     later                b_2           T          b_3 I + (T - b_2) d of b_2 I + (T - b_2) d,  T = max(b_2, L)
///     last                 E[n-1] - b_2  S - T      nothing of (E[n-1] - b_2) I + (L - T + b_2) d
///     last, and first      together      together   I of the last call, where there is one
///     first, and later     together      together   all
///
/// so that calls, input and output of the legs of a loop sum to those of task_tokens(), and what they find is less by what
/// is lost. What a leg writes to a cache for itself is what a later call of its own reads again.
///
/// Example: 3 calls, I = 1,000 and d = 500: the first reads 1,000, the two later ones 1,500 and 2,000, of which one model
/// would find 1,000 and 1,500 and this leg 1,500: 1,000 tokens are lost. With the last call back at the first leg it reads
/// 2,000 there and finds 1,000 of 1,500: 500 lost, and 1,000 by the one between.
///
/// The lengths have the mean and spread of the number of calls of tasks that come, and what its first call reads; tokens
/// of media go the same way. Left out: that tasks with a call between are longer ones in every call.
LoopPart part_of(const TaskLengths& loop, const Places& places);

}  // namespace llmtco::routing
