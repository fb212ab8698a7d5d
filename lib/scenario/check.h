#pragma once
#include <string>

#include "scenario/form.h"
#include "text/diagnostics.h"
#include "yaml/node.h"

namespace llmtco {

/// Holds a file against its grammar: unknown and missing keys, wrong kinds of values, texts that are no
/// numbers, units that do not fit. Everything wrong is reported; what refers to other places (names of
/// variables, models, files) is left to who reads the values.
void check(const Node& node, const Form& form, const std::string& directory, Diagnostics& diagnostics);

}  // namespace llmtco
