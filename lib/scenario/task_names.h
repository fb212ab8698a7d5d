#pragma once
#include "catalog/catalog.h"
#include "scenario/inputs.h"

namespace llmtco {

/// Refuses task classes that nobody knows: neither a result of the catalogue nor an `accuracy` of the scenario, of
/// an option or a model, is of them. A misspelt one would have no accuracy, and no wrong answers in the bill.
void check_tasks(const Place& root, const Catalog& catalog, Inputs& inputs);

}  // namespace llmtco
