#pragma once
#include "deployment/context.h"

namespace llmtco {

/// Adds accuracy over all classes (weighted by their tasks), the number and the value of right answers, and for classes
/// whose wrong answers cost something the line
///
///     wrong answers = tasks x (1 - accuracy) x cost of a wrong answer
///
/// Example: 1.5 points less of 10 M queries at $0.05 are $7,500 a month.
void add_answers(const Answers& answers, const Context& context, Evaluation& evaluation);

}  // namespace llmtco
