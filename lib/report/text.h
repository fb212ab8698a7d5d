#pragma once
#include <string>
#include <vector>

#include "measures/measure.h"
#include "montecarlo/result.h"
#include "report/layout.h"

namespace llmtco {

/// What a reader asked to see.
struct Screen {
  bool verbose = false;                   ///< every bill with its assumptions, and every warning
  const Measure* sort = nullptr;          ///< in place of the objective
  std::vector<const Measure*> columns{};  ///< in place of those that say most
  /// The command that shows more, run or render, and its arguments: the scenario's file and what was set.
  std::string command = "run";
  std::vector<std::string> arguments{};
};

/// The first screen: the answer, then a table of the options that fits the terminal, sorted, with a picture of what is
/// to be paid, then what stands apart, what an average does not show, and the warnings that change the reading most.
/// A width of 0 is taken for 80.
std::string to_text(const Result& result, const Style& style, const Screen& screen = {});

/// What a change moves: each option whose figures changed, before and after, and the difference with its own interval.
std::string to_text(const ScenarioComparison& comparison, const Style& style);

}  // namespace llmtco
