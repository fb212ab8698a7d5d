#pragma once
#include <functional>
#include <string>
#include <vector>

#include "montecarlo/contest.h"
#include "montecarlo/differences.h"
#include "montecarlo/result.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"
#include "random/sampling_plan.h"

namespace llmtco {

/// Two studies of a run by their places in it, whose options of one name are compared draw by draw.
struct Pair {
  std::size_t base, changed;
  std::span<const Compared> wanted = shown_changes;
  /// Options that nobody changed: they are evaluated once for both, and so are their figures recorded and summed up.
  /// Requires that the demand, and whatever these options take from elsewhere, is the same in both studies.
  std::vector<std::string> same{};
  /// Whether nothing differs but how many requests come, and when: what servers can do at most is then worked out once.
  bool volumes_alone = false;
};

/// Some draws of a run, of all its studies: those of the blocks from `first` on.
struct SeenDraws {
  const SamplingPlan& plan;
  std::size_t first;
  const std::vector<Recording>& recordings;  ///< of each study
};

/// What is evaluated on one set of draws: any number of studies, whose variables of one name see the same
/// numbers. Draws that some variables take from elsewhere, as a sensitivity analysis asks for, are those of a
/// second Sampler with another `stream` (random/sampler.h), of which the Draws of a study would be told here.
struct Run {
  std::vector<const Study*> studies;
  std::vector<Pair> pairs{};
  std::vector<Contest> contests{};
  /// Sees the draws part by part, whoever asks for more than a summary: of a short run all at once, of a long one the
  /// replicates, several of them at once in as many threads. Where a run begins anew it sees the parts again.
  std::function<void(const SeenDraws&)> watch{};
};

struct RunResult {
  std::vector<Result> results;                             ///< of each study
  std::vector<std::vector<OptionDifference>> differences;  ///< of each pair
  std::vector<ContestResult> contests;  ///< those asked for, then those of which the answers are told
};

/// The one door for all that evaluates more than once: draws the inputs, evaluates all options of every study
/// on every draw and sums up. Throws InputError where a formula leaves the range of the place it stands in.
///
/// Options that cannot serve in more than a few draws are left out of the ranking; where such an option wins
/// some draws nonetheless, everything is run a second time without it. So it is where an answer is between two
/// options that the first block did not place among the first three: long runs keep no draws to compare them by.
RunResult run(const Run& run, const Settings& settings);

}  // namespace llmtco
