#pragma once
#include <optional>
#include <vector>

#include "cost/wrong_answers.h"
#include "deployment/context.h"

namespace llmtco {

/// Adds accuracy over all classes (weighted by their tasks), the number and the value of right answers, and for classes
/// whose wrong answers cost something the line
///
///     wrong answers = tasks x (1 - accuracy) x cost of a wrong answer
///
/// Example: 1.5 points less of 10 M queries at $0.05 are $7,500 a month.
///
/// Of a class that says what is done about wrong answers, the lines of that (cost/wrong_answers.h), and right answers are
/// those in the end; `escalations` are by class. Critical failures are counted whether accuracy is known or not. Requires
/// the rest of the bill.
void add_answers(const Answers& answers, const Context& context,
                 const std::vector<std::optional<Escalation>>& escalations, Evaluation& evaluation);

}  // namespace llmtco
