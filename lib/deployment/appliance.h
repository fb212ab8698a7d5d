#pragma once
#include "deployment/context.h"
#include "deployment/endpoint.h"
#include "deployment/serving.h"

namespace llmtco {

/// Systems that hold one copy of the model, with the keys and values that are kept beside it:
///
///     ceil((weights + kept tokens x bytes of a token) / memory of a system)
///
/// Example: 70.6 GB in chips of 0.23 GB: 307; 141.2 GB in systems of 44 GB: 4.
Column systems_of_copy(const Appliance& appliance, const Block& block);

/// Copies and systems in each month of the traffic's period.
std::vector<Column> systems_by_month(const Appliance& appliance, const Context& context);

/// Machines that nobody's speed model knows: as fast as the scenario says.
///
///     work   = output tokens/s / throughput + input tokens/s / input throughput, where that is given
///     copies = those given, or max(1, ceil(work of the busiest hour / max load))
///
/// Copies that cannot serve the busiest hour make it infeasible. Energy as of a fleet: idle power, and more in proportion
/// to the work.
void serve(const Appliance& appliance, const Context& context, Use& use, Evaluation& evaluation);

}  // namespace llmtco
