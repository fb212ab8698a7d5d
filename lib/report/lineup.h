#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"

namespace llmtco {

/// Which options stand in the comparison, and which apart with a word on why.
struct Lineup {
  std::vector<const OptionResult*> shown;  ///< best first; of two as good, the one the scenario names first
  std::vector<const OptionResult*> apart;
};

/// Whether an option stands before another in a list by a figure: the better mean first; those without it
/// come last.
bool is_before(const OptionResult& a, const OptionResult& b, const Measure& by);

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
