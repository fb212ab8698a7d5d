#pragma once
#include <vector>

#include "scenario/option_reader.h"

namespace llmtco {

/// Warns of options for which the scenario writes two figures of one thing, at least one of them drawn: the
/// accuracy of a model on a task (in one weight format, or hosted), the speed of an endpoint (with a cache,
/// or without). They move together (scenario/subjects.h), but the scenario says two things of one. Formulas
/// may differ: their author says how.
void warn_of_two_figures(const Sources& sources, const std::vector<Option>& options, Inputs& inputs);

}  // namespace llmtco
