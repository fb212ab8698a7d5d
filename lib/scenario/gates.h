#pragma once
#include <vector>

#include "gate/expression.h"
#include "montecarlo/study.h"
#include "scenario/form.h"
#include "yaml/node.h"

namespace llmtco {

/// What a scenario's `gates:` may be: rules, a list of them, or figures with their rules.
FormPtr gates_form();

/// What gates on a study may name.
GateNames gate_names(const Study& study);

/// The gates a scenario file gives itself, each with its place. Requires a tree that has passed check(), or one of
/// which everything wrong is known.
std::vector<Gate> gates_of(const Node& root, const GateNames& names, Diagnostics& diagnostics);

}  // namespace llmtco
