#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "montecarlo/study.h"

namespace llmtco {

/// An assumption of a study, and what hangs on it.
struct FoundAssumption {
  std::string about, text;
  std::vector<Alternative> instead{};        ///< from low to high; empty: another way is not computed
  std::set<std::size_t> options{};           ///< that it bears upon
  bool of_workload = false;                  ///< it changes what every option is asked for
  std::map<OriginId, double> numbers{};      ///< that hang on it, as they are in the middle draw
  std::map<std::size_t, Serving> serving{};  ///< who serves in the only other case, where that is no number
};

/// All of them in the order of the study, each text once; without a middle draw no number is told.
std::vector<FoundAssumption> assumptions_of(const Study& study, const Block* middle);

}  // namespace llmtco
