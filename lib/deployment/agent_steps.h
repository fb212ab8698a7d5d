#pragma once
#include <string>
#include <vector>

#include "deployment/prepare.h"

namespace llmtco {

/// By class of the traffic, how right an option is on one step, where that decides how many calls its tasks make; null
/// for other classes. Empty where no class asks, or where it is unknown.
class DecidingSteps {
 public:
  DecidingSteps() = default;
  DecidingSteps(const Option& option, const Traffic& traffic, const Block& block);

  bool empty() const { return by_class_.empty(); }
  /// Share of right steps of class number i, as factors of tokens take it.
  std::optional<Column> of_class(std::size_t i, const Block& block) const;
  /// Whether both are the same numbers, so that tasks make as many calls.
  bool operator==(const DecidingSteps& other) const;

 private:
  std::vector<const DrawnAccuracy*> by_class_;
};

/// Why nobody can say how many calls tasks make at an option that answers itself, and what to write; empty where it is
/// known.
std::string lacking_steps(const Option& option, const Traffic& traffic, const Block& block);

/// Of classes whose loops end early, each and all of them: how right a step is, and calls of a task, where the option
/// answers itself; the mean time of all tasks over the share that is right,
///
///     E[time of a task] / P(right)
///
/// which whoever tries again until a task is right waits for. Example: tasks of 30 s of which 60 % are right: 50 s.
void set_step_figures(const Prepared& prepared, const Context& context, Evaluation& evaluation);

}  // namespace llmtco
