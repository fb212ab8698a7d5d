#pragma once
#include <optional>
#include <vector>

#include "scenario/form.h"
#include "scenario/inputs.h"
#include "workload/retrieval.h"

namespace llmtco {

/// `retrieval` of a request class: passages that are looked up, and how often they hold what the answer needs.
std::vector<Field> retrieval_fields();
std::optional<Retrieval> read_retrieval(const Place& requests, Inputs& inputs);

}  // namespace llmtco
