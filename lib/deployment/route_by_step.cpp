#include "deployment/route_by_step.h"

#include <fmt/format.h>

#include "columns/column_math.h"
#include "deployment/answers.h"
#include "deployment/retrieved.h"
#include "workload/steps.h"

namespace llmtco {
namespace {

/// Share of steps that are right in the end, of a leg that answers itself.
std::optional<Column> right_step(const Option& leg, const RequestClass& requests, const Context& context) {
  if (leg.answers.by_class.empty()) return std::nullopt;
  const Column once = leg.answers.by_class.at(requests.name)(context.block);
  const AgentSteps& steps = *requests.agent.steps;
  return 1.0 - StepChances{once, context.block(steps.noticed), context.block(steps.recovery)}.fails();
}

std::optional<Column> right_of_steps(const StepRoute& of, std::size_t i, const Context& context) {
  const ClassTraffic& traffic = context.traffic.classes[i];
  const RequestClass& requests = *traffic.requests;
  if (!requests.agent.steps) return std::nullopt;
  std::optional<Column> first, later, last;
  for (std::size_t k = 0; k < of.policy.places.size(); ++k) {
    const auto step = right_step(of.all[place_of(of.route.legs[k], of.all).value()], requests, context);
    if (!step) return std::nullopt;
    if (of.policy.places[k].first) first = step;
    if (of.policy.places[k].later) later = step;
    if (of.policy.places[k].last) last = step;
  }
  if (!first || !later) return std::nullopt;
  const Column some = less(0.0, *later), q = select(some, *later, 1.0);
  const std::optional<Column> most =
      requests.agent.most_calls ? std::optional(context.block(*requests.agent.most_calls)) : std::nullopt;
  auto needed = mean_and_cv(requests.agent.calls, context.block);
  Column right = tasks_right({std::move(needed.mean), std::move(needed.cv)}, most, 1.0 - q) * (*first / q);
  if (last) right = right * (*last / q);
  return less_misses(some * min(1.0, right), left_by_retrieval(requests, context.block));
}

}  // namespace

std::optional<Column> right_by_step(const StepRoute& of, std::size_t i, const Context& context) {
  const Calls& calls = context.traffic.classes[i].lengths.calls;
  if (calls.alike() && calls.mean.is(1)) {
    const std::vector<Column> first =
        right_answers(of.all[place_of(of.route.legs[0], of.all).value()], of.all, context);
    if (first.empty()) return std::nullopt;
    return first[i];
  }
  if (of.policy.accuracy) return context.block(*of.policy.accuracy);
  return right_of_steps(of, i, context);
}

std::string lacking_path(const Context& context) {
  for (const ClassTraffic& each : context.traffic.classes) {
    if (each.lengths.compaction)
      return fmt::format(
          "which leg makes which call is not computed for '{}', whose context is summarized along the way",
          each.requests->name);
  }
  return "";
}

}  // namespace llmtco
