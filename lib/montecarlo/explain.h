#pragma once
#include <cstdint>
#include <optional>

#include "montecarlo/explained_figure.h"
#include "montecarlo/explanation.h"
#include "montecarlo/simulate.h"

namespace llmtco {

/// What is to be explained.
struct Question {
  std::size_t option = 0;  ///< of the study
  FigureName figure;
  std::optional<std::uint64_t> draw{};  ///< one draw, from 0; absent: the mean over all
  std::optional<double>
      percentile{};   ///< 0 to 100: the draw of that rank of the figure, and what differs there
  bool deep = false;  ///< opens the speed model and the solvers
  /// Of the mean, every operation as a step of its own: its mean, and what it gives of the means of its operands
  /// (ExplainedStep::worked_out) in place of remainders. For whoever works formulas out again, as spreadsheets do.
  bool every_step = false;
};

/// How the figure came about, from the code that computes it (columns/trace.h); nothing where the option has
/// no such figure. `result` is what simulate() says of the study with the same settings, and the draws are the
/// same.
///
/// The percentile is a nearest rank: of 16,384 draws, P95 is the 15,565th smallest figure. What differs there
/// are the inputs whose mean over the draws within one rank of a hundred on either side is more than three
/// standard errors off their mean over all draws.
std::optional<Explanation> explain(const Study& study, const Question& question, const Settings& settings,
                                   const Result& result);

}  // namespace llmtco
