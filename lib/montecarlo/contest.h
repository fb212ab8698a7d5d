#pragma once
#include <vector>

#include "montecarlo/answer.h"
#include "montecarlo/recording.h"
#include "montecarlo/result.h"
#include "montecarlo/study.h"
#include "montecarlo/summarize.h"

namespace llmtco {

/// Two options of one study of a run, by their places, to be compared draw by draw.
struct Contest {
  std::size_t study, a, b;
  std::vector<const Measure*> wanted;  ///< recorded draw by draw; those that both options have are compared
};

/// What a contest came to.
struct ContestResult {
  Contest of;
  Figures<Statistics> difference;  ///< a less b
  Figures<Estimate> below, above;  ///< shares of draws in which a is less than b, and more
};

/// The objective of a contest, so turned that less is better: of a value its negative.
struct LossDifference {
  Statistics difference_usd;  ///< a less b
  Estimate below;             ///< share of draws in which a is better
};
/// Requires that both options have the figure of the objective.
LossDifference loss_difference(const Study& study, const ContestResult& contest);
/// What is said of b less a.
ContestResult turned(ContestResult contest);

ContestResult compared(const Contest& contest, const Recording& recording, const Part& part);

/// The three options of a study that seem best in one block of ranked draws, two by two: the answer is nearly always
/// among them, and is then told without a second run.
std::vector<Contest> likely_contests(const Study& study, std::size_t number,
                                     const std::vector<Evaluation>& ranked);

/// Fills in best and runner-up of a result whose standings are known, and how sure that is: with the difference from
/// one of the contests. Returns the contest that is missing, if it is.
std::optional<Contest> answer(const Study& study, std::size_t number,
                              const std::vector<ContestResult>& contests, Result& result);

}  // namespace llmtco
