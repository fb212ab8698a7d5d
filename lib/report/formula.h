#pragma once
#include <string>
#include <vector>

#include "montecarlo/explanation.h"
#include "report/layout.h"

namespace llmtco {

/// Whether a step has a line of its own: it has a name, and is no number within an author's formula.
bool has_line(const ExplainedStep& step);

/// What people read of the steps of an explanation: names and formulas.
class Formulas {
 public:
  /// The steps outlive what is made here.
  Formulas(const std::vector<ExplainedStep>& steps, const Style& style);

  /// The name of a step with a line. Of an input the end of its path, as short as no other has it:
  /// `agent.calls` of workload.cases.agent.calls.
  const std::string& name(std::size_t step) const { return names_[step]; }

  /// The operation of a step in words: `tasks a month × input of a task × 0.001`, of the names of the steps with
  /// lines. Steps in between are written out; the constants of a product are one factor. Of a function that is
  /// told by its name alone, that; empty for a leaf.
  std::string of(std::size_t step) const;

  /// The steps with lines that the formula names, each once, in their order in it.
  std::vector<std::size_t> named_in(std::size_t step) const;

 private:
  const std::vector<ExplainedStep>& steps_;
  const Style& style_;
  std::vector<std::string> names_;
};

}  // namespace llmtco
