#pragma once
#include <string>

namespace llmtco {

/// The JSON Schema (draft 2020-12) of scenario files, printed from the grammar the reader checks them
/// against. Names of models, endpoints and accelerators, file contents and ranges of quantities with units
/// are beyond it: `validate` checks those.
std::string scenario_schema();

}  // namespace llmtco
