#pragma once
#include "scenario/inputs.h"

namespace llmtco {

/// What may stand under the name of a request class.
FormPtr request_class_form();

/// The request classes of the section `workload`.
Workload read_workload(const Place& section, Inputs& inputs);

}  // namespace llmtco
