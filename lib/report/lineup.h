#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"

namespace llmtco {

/// The option of that name; nothing where a result has none.
const OptionResult* option_of(const Result& result, const std::string& name);

/// Which options stand in the comparison, and which apart with a word on why.
struct Lineup {
  std::vector<const OptionResult*> shown;  ///< best first; of two as good, the one the scenario names first
  std::vector<const OptionResult*> apart;
};

/// The figure that says what is best: what is to be paid, the same with damage, or net value.
const Measure& figure_of(Objective objective);

/// Those in the race and the yardsticks are shown, sorted by `sort`, or by the objective where it is null; those
/// without that figure come last. What cannot serve, counts energy only or misses its limits stands apart; where
/// nothing is in the race, what misses limits is shown.
Lineup line_up(const Result& result, const Measure* sort = nullptr);

/// Why an option stands apart, in few words: "electricity only", "does not fit"; and what it costs, where it can serve.
struct Apart {
  std::string sum;  ///< "$66"; may be empty
  std::string reason;
};
Apart apart(const OptionResult& option, const Result& result);

}  // namespace llmtco
