#pragma once
#include "scenario/inputs.h"

namespace llmtco {

/// The request classes of the section `workload`.
Workload read_workload(const Place& section, Inputs& inputs);

}  // namespace llmtco
