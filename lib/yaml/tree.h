#pragma once

#include <memory>
#include <string>
#include <vector>

#include "yaml/node.h"

/// What a Node is a view of. Aliases share their anchor's tree, overrides share what they leave unchanged.
namespace llmtco::detail {

struct TreeEntry {
  std::string key;  ///< empty in a sequence
  SourcePlace key_place;
  std::shared_ptr<const Tree> value;
};

struct Tree {
  Node::Kind kind = Node::Kind::null;
  std::string text;
  bool quoted = false;
  bool written_null = false;  ///< a null that is written out, as `null` or `~`
  SourcePlace place;
  std::vector<TreeEntry> entries;
  /// Of a value that an override changes: what it was, the factor, and the change as it was typed.
  std::shared_ptr<const Tree> original{};
  double factor = 1;
  std::string change{};
};

/// The value an override makes of another: `change` as it was typed, its place that of the override.
std::shared_ptr<const Tree> changed(std::shared_ptr<const Tree> original, double factor, std::string change,
                                    SourcePlace place);

}  // namespace llmtco::detail
