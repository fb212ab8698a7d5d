#pragma once
#include <vector>

#include "deployment/demand.h"
#include "deployment/option.h"
#include "variables/variables.h"

namespace llmtco {

/// Decides how many provisioned units options buy that ask for the cheapest: the number of least expected cost of the
/// average month, every contract of the option counted. It is decided before any draw of a run, as a buyer does: on
/// 1,024 draws of its own, the same whatever the seed and the number of draws of the run, so that every draw has the
/// same units. None is a number too; on those draws no other is cheaper, neither one more nor one less.
///
/// Where what is above waits or is refused, it is the fewest units with which all is served in 95 % of the draws.
///
/// What is assumed of the option, and the source of the units' line, say what the neighbours would cost. An option that is a part of a split has as many as
/// where it stands alone.
void decide_units(const Demand& demand, Variables& variables, std::vector<Option>& options);

}  // namespace llmtco
