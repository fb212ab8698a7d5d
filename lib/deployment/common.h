#pragma once
#include <string>

#include "deployment/context.h"

namespace llmtco {

/// Adds the option's own lines: so much a month, per request or per token of what comes here.
void add_other_costs(const std::vector<CustomLine>& costs, const Context& context, Bill& bill);

/// Adds accuracy over all classes (weighted by their tasks), the value of right answers, and for classes
/// whose wrong answers cost something the line
///
///     wrong answers = tasks x (1 - accuracy) x cost of a wrong answer
///
/// Example: 1.5 points less of 10 M queries at $0.05 are $7,500 a month.
void add_accuracy(const OptionAccuracy& accuracy, const Context& context, Evaluation& evaluation);

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
