#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "gate/finding.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"
#include "text/date.h"

namespace llmtco {

/// What is checked against what.
struct CheckedStudies {
  const Study* base = nullptr;  ///< null: there is none, and gates that need one are refused before
  const Study* candidate = nullptr;
  std::vector<Gate> gates;
  std::string
      option{};  ///< the one that matters: gates without an option are of it alone; empty: of every option

  /// Both on one set of draws: the base first, where there is one.
  std::vector<const Study*> studies() const {
    return base == nullptr ? std::vector{candidate} : std::vector{base, candidate};
  }
  /// The place of the candidate among them.
  std::size_t candidate_place() const { return base == nullptr ? 0 : 1; }
};

struct CheckSettings {
  Settings run;                       ///< draws to begin with
  double alpha = 0.01;                ///< chance that any verdict is wrong by chance
  std::size_t most_draws = 1u << 17;  ///< doubled up to so many while a gate is inconclusive
  Date today{};
};

/// Holds the candidate to the gates: both studies on the same draws, all gates corrected together (t_test.h).
///
/// A gate fails where the draws show that it is broken, passes where they show that it is kept, and is inconclusive
/// else. An option that could serve and cannot any more fails what it is asked; so does one that is asked by name and
/// has nothing to show. Of an option that is new, gates on a change say nothing.
/// Throws InputError where a gate names a line that no bill has.
CheckResult check(const CheckedStudies& what, const CheckSettings& settings);

}  // namespace llmtco
