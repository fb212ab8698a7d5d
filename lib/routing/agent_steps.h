#pragma once
#include "columns/column.h"
#include "workload/calls.h"

namespace llmtco::routing {

/// How the steps of an agent's task go wrong, and what is done then.
struct Steps {
  Column right;      ///< share of calls that do what their step asks
  Column noticed;    ///< share of the wrong ones that are seen, by a test or a tool's error
  int attempts = 1;  ///< of a step at most; where the last of them is seen to be wrong the task is given up
};

/// What becomes of one step.
struct StepOutcome {
  Column right, given_up;  ///< shares of the steps; the rest is wrong and unseen, and the task goes on
  Column calls;            ///< made for it, mean
};
/// With x = (1 - right) noticed, the chance that a call is tried again, and m attempts:
///
///     calls = 1 + x + ... + x^(m-1),  right = right calls,  given up = x^m
///
/// Example: right 0.9, noticed 0.8, 3 attempts: x = 0.08, calls 1.0864, right 0.97776, given up 0.000512.
StepOutcome outcome_of(const Steps& steps);

/// What becomes of a task of n steps, which is right where every step is, and ends early where one is given up.
struct AgentTask {
  Column success;      ///< share of the tasks that end right
  Column finished;     ///< share that is not given up
  Column steps;        ///< begun, mean
  Column calls;        ///< made, mean
  Column per_success;  ///< calls for one task that ends right
};
/// E[q^n] over the tasks, of 1 + X steps with a lognormal X, as the mean over 64 equally likely values of X; with g given
/// up, steps begun = (1 - E[(1 - g)^n]) / g, and their mean n where g is 0.
///
/// Example: the step above, 10 steps all alike: 0.97776^10 = 0.79857 succeed, 9.977 steps are begun, 10.839 calls made,
/// 13.573 for each task that succeeds.
/// Left out: steps that hang on how earlier ones went.
AgentTask agent_task(const Steps& steps, const Calls& in_task);

}  // namespace llmtco::routing
