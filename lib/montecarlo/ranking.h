#pragma once
#include <vector>

#include "montecarlo/study.h"

namespace llmtco {

/// What an option costs where options are ranked: infinitely much where it cannot serve, or where its bill
/// does not count all it should.
Column ranking_cost(const Evaluation& evaluation, const Demand& demand);

/// Where each of these costs is the least; where several are, each has its part: 1/3 each of three alike.
/// 0 where none is finite.
std::vector<Column> cheapest_shares(const std::vector<Column>& costs);

/// Sets the figures that compare options with each other and with the budget. An option whose bill is not
/// comparable (energy only, or wrong answers cost something and its accuracy is unknown) has no chance to be
/// the cheapest, nor has one that is `excluded` (a flag each, or none at all).
void rank(const Study& study, const std::vector<bool>& excluded, std::vector<Evaluation>& evaluations);

}  // namespace llmtco
