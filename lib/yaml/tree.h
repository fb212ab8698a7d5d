#pragma once

#include <memory>
#include <string>
#include <vector>

#include "yaml/node.h"

/// What a Node is a view of. Aliases share their anchor's tree, overrides share what they leave unchanged.
namespace llmtco::detail {

struct Place {
  std::shared_ptr<const Source> source;
  int line = 0;  ///< index into the source's text, 0-based
  int byte = 0;  ///< byte column, 0-based
  bool has_lines = true;

  Location location() const { return has_lines ? source->at(line, byte) : Location{source->name(), 0, 0}; }
};

struct TreeEntry {
  std::string key;  ///< empty in a sequence
  Place key_place;
  std::shared_ptr<const Tree> value;
};

struct Tree {
  Node::Kind kind = Node::Kind::null;
  std::string text;
  bool quoted = false;
  Place place;
  std::vector<TreeEntry> entries;
};

}  // namespace llmtco::detail
