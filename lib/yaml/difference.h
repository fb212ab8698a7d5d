#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "yaml/node.h"

namespace llmtco {

/// A value that two trees do not have alike: a leaf that differs, or the top of what only one of them has.
struct ChangedPath {
  std::string path;  ///< keys and indices from the root, joined by dots
  std::optional<Node> base,
      changed;  ///< with their places in either file; absent where the path is not there
};

/// Where two trees differ, in the order of the base; what was added stands behind what its mapping or list had.
/// Mappings are compared key by key, whatever their order; lists element by element, in order. Values are
/// compared as they are written (0.1 and 10% differ, x and "x" do not), aliases as what they stand for.
std::vector<ChangedPath> changed_paths(const Node& base, const Node& changed);

/// The base with those of the changed paths that are `taken`: of none the base, of all the changed tree. Every value
/// keeps its place.
Node with_changes(const Node& base, const Node& changed, const std::set<std::string>& taken);

}  // namespace llmtco
