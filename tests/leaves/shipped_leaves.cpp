#include "shipped_leaves.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace llmtco {
namespace {

/// Paths of all leaves below a node. Names with dots stand in double quotes.
void add_leaves(const Node& node, const std::string& path, std::vector<std::string>& all) {
  for (const Node& child : node.children()) {
    const bool dots = child.key().find('.') != std::string::npos;
    const std::string step = dots ? "\"" + child.key() + "\"" : child.key(),
                      here = path.empty() ? step : path + "." + step;
    if (child.is_scalar() || child.is_null()) all.push_back(here);
    add_leaves(child, here, all);
  }
}

}  // namespace

std::vector<Leaf> all_leaves() {
  std::vector<Leaf> leaves;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(std::getenv("LLMTCO_SOURCE_DIR")) / "scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    Diagnostics diagnostics;
    const auto tree = read_scenario_tree(entry.path().string(), diagnostics);
    REQUIRE(tree);
    std::vector<std::string> paths;
    add_leaves(tree->root, "", paths);
    for (const std::string& path : paths) leaves.push_back({*tree, entry.path().filename().string(), path});
  }
  std::sort(leaves.begin(), leaves.end(),
            [](const Leaf& a, const Leaf& b) { return a.file + a.path < b.file + b.path; });
  return leaves;
}

}  // namespace llmtco
