#include "routing/agent_steps.h"

#include <cassert>

#include "columns/column_math.h"
#include "columns/repeatable.h"

namespace llmtco::routing {
namespace {

constexpr int points = 64;

/// E[q^n] over the tasks of a draw.
Column mean_power(const Column& q, const Calls& calls) {
  if (calls.alike()) return pow(q, calls.mean);
  const Column more = max(0.0, calls.mean - 1.0), some = max(more, 1e-12);
  const Column square = log1p(calls.variance() / (some * some)), sigma = sqrt(square);
  Column sum = 0.0;
  for (int i = 0; i < points; ++i) {
    const double z = repeatable::normal_quantile((i + 0.5) / points);
    sum += pow(q, 1.0 + more * exp(z * sigma - 0.5 * square));
  }
  return sum / points;
}

}  // namespace

StepOutcome outcome_of(const Steps& steps) {
  assert(steps.attempts >= 1);
  const Column again = (1.0 - steps.right) * steps.noticed;
  Column calls = 0.0, power = 1.0;
  for (int i = 0; i < steps.attempts; ++i) {
    calls += power;
    power = power * again;
  }
  return {.right = steps.right * calls, .given_up = power, .calls = calls};
}

AgentTask agent_task(const Steps& steps, const Calls& in_task) {
  const StepOutcome step = outcome_of(steps);
  AgentTask task;
  task.success = mean_power(step.right, in_task);
  task.finished = mean_power(1.0 - step.given_up, in_task);
  const Column goes_on = less(step.given_up, 1e-12);
  task.steps = select(goes_on, in_task.mean, (1.0 - task.finished) / select(goes_on, 1.0, step.given_up));
  task.calls = task.steps * step.calls;
  task.per_success = task.calls / task.success;
  return task;
}

}  // namespace llmtco::routing
