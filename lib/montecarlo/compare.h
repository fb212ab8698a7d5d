#pragma once
#include <string>
#include <vector>

#include "montecarlo/contest.h"
#include "montecarlo/result.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco {

/// What a change leaves as it is, as whoever made it knows (montecarlo/run.h: Pair).
struct Unmoved {
  std::vector<std::string> options;
  bool volumes_alone = false;
};

/// Two studies on the same draws: variables of one name see the same numbers in both. `changes` say for its
/// readers what was changed; `unmoved` what it cannot have moved.
ScenarioComparison compare(const Study& base, const Study& changed, const std::vector<std::string>& changes,
                           const Settings& settings, const Unmoved& unmoved = {});

/// Two options of one scenario on the same draws, whether they are in the race or not.
struct OptionComparison {
  Result result;
  std::size_t a, b;  ///< their places in the result
  /// a less b: what is to be paid a month and in all months, cost with damage, net value and accuracy, where both
  /// options have them.
  ContestResult contest;
  std::optional<LossDifference> objective;  ///< none where it is unknown of one of them
};

/// Requires two different options.
OptionComparison compare_options(const Study& study, std::size_t a, std::size_t b, const Settings& settings);

}  // namespace llmtco
