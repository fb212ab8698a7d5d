#pragma once
#include <optional>

#include "scenario/form.h"
#include "scenario/inputs.h"
#include "workload/retrieval.h"

namespace llmtco {

/// `retrieval` of a request class: passages that are looked up, and how often they hold what the answer needs.
FormPtr retrieval_form();
std::optional<Retrieval> read_retrieval(const Place& requests, Inputs& inputs);

}  // namespace llmtco
