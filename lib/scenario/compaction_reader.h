#pragma once
#include <optional>

#include "scenario/form.h"
#include "scenario/inputs.h"
#include "workload/workload.h"

namespace llmtco {

FormPtr compaction_form();

/// Where the context of a loop is summarized; nothing where the loop does not say.
std::optional<Compaction> read_compaction(const Place& agent, Inputs& inputs);

/// Refuses, in any draw, a context that is summarized before the first call, or that one call after a summary, of mean
/// lengths, fills again:
///
///     above > input of the first call,  above > to + shared prefix + new + (new + answer)
///
/// Requires the lengths of the class.
void require_compaction(const Place& requests_place, const RequestClass& requests, Inputs& inputs);

}  // namespace llmtco
