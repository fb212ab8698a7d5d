#pragma once
#include <string>

#include "deployment/context.h"

namespace llmtco {

/// Takes the draws in which `holds` is 0 out of those that can be served; the first condition that fails
/// gives the reason.
void require(Evaluation& evaluation, const Column& holds, std::string reason);

/// What a model can hold: input and answer of one call together.
struct ContextLimit {
  std::string model;
  Tokens tokens;
};

/// Of the tasks of a class, so many may have calls that are longer than the model's context: an option that holds most
/// tasks can serve them, with the rest shortened by whoever asks.
inline constexpr double long_tasks_allowed = 0.5;

/// Requires that the longest call of a task fits the model's context in most tasks of every class, which is all of them
/// where tasks are alike; a class without requests counts as well. Sets the share of all tasks that do not fit where they
/// differ in length. What becomes of the others is left out: they are counted, and paid for, as if they fitted.
void require_context(const ContextLimit& limit, const Context& context, Evaluation& evaluation);

}  // namespace llmtco
