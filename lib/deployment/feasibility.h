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

/// Requires that the longest call of every class fits the model's context. Left out: single requests that are
/// longer than the mean.
void require_context(const ContextLimit& limit, const Context& context, Evaluation& evaluation);

}  // namespace llmtco
