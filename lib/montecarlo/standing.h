#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"
#include "montecarlo/study.h"

namespace llmtco {

/// How often an option keeps a limit of the workload.
struct LimitKept {
  const Limit* limit;
  const Estimate* share;  ///< of draws; null where it is not known
};

/// All limits of the workload, in its order.
std::vector<LimitKept> limits_kept(const Result& result, const OptionResult& option);

/// "first word of 95 % of requests within 0.6 s"; of several classes "completions: first word ...".
std::string limit_text(const Result& result, const Limit& limit);

/// Says of every option whether it is in the race, and why not. Requires that it is known which are feasible.
void set_standings(const Study& study, Result& result);

}  // namespace llmtco
