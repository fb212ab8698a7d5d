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
///
/// `right` holds the shares of right answers by class; empty: unknown.
void add_answers(const std::vector<Column>& right, const Context& context,
                 const std::vector<std::optional<Escalation>>& escalations, Evaluation& evaluation);
/// Of an option that answers itself, whose shares of right answers are `right`; critical failures are counted first.
void add_answers(const Answers& answers, const std::vector<Column>& right, const Context& context,
                 const std::vector<std::optional<Escalation>>& escalations, Evaluation& evaluation);

/// Shares of right answers, of tasks, by class; empty: unknown. Of a class whose accuracy is that of steps they are made of
/// these (workload/steps.h); what retrieval takes is taken from them, once a task.
std::vector<Column> right_of(const Answers& answers, const Context& context);

/// Adds critical failures of whoever gives a part `answered` of the answers to each class (all, if empty), to those that
/// others have.
void add_critical(const Answers& answers, const std::vector<Column>& answered, const Context& context,
                  Evaluation& evaluation);

}  // namespace llmtco
