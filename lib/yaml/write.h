#pragma once

#include <string>

#include "yaml/node.h"

namespace llmtco {

/// A value as YAML that reads back to the same tree: mappings and lists in block form, two spaces a level,
/// texts in double quotes where they were quoted or could be taken for something else. A node with a key is
/// written with it.
std::string written(const Node& node);

}  // namespace llmtco
