#pragma once
#include <string>
#include <vector>

#include "scenario/scenario_tree.h"

namespace llmtco {

/// A place of a shipped scenario that holds one value.
struct Leaf {
  ScenarioTree tree;
  std::string file, path;
};

/// All of them, by file and path.
std::vector<Leaf> all_leaves();

}  // namespace llmtco
