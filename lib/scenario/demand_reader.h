#pragma once
#include <vector>

#include "scenario/form.h"
#include "scenario/inputs.h"

namespace llmtco {

/// Keys of a request class that say how its volume differs: `season`, `ramp`, `elasticity`.
std::vector<Field> demand_fields();
DemandShape read_shape(const Place& requests, Inputs& inputs);
std::optional<Elasticity> read_elasticity(const Place& requests, Inputs& inputs);

/// Keys that say what becomes of wrong answers: `wrong`, `critical`.
std::vector<Field> wrong_fields();
std::optional<WrongAnswers> read_wrong(const Place& requests, Inputs& inputs);
std::optional<CriticalFailures> read_critical(const Place& requests, Inputs& inputs);

/// Says which options are named by request classes and are none, or cannot do what they are named for. To be asked when
/// all options are read.
void check_named_options(const Place& workload, Inputs& inputs);

}  // namespace llmtco
