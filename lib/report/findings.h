#pragma once
#include <string>
#include <vector>

#include "report/lineup.h"

namespace llmtco {

/// What an average does not show of the options in the comparison, a sentence each: what must be bought by the end of
/// the horizon, how idle fleets are, which limit is missed in how many draws.
std::vector<std::string> findings(const Result& result, const Lineup& lineup);

}  // namespace llmtco
