#pragma once
#include <optional>
#include <string>
#include <vector>

#include "scenario/form.h"
#include "text/diagnostics.h"
#include "yaml/node.h"

/// Keys that were meant as others.
namespace llmtco {

/// Reports unknown keys. Gives the mapping without them, where those that stand for a known one which is not there
/// have its name.
Node with_known_keys(const Node& mapping, const std::vector<std::string>& known, Diagnostics& diagnostics);

/// The value that decides which keys a mapping has, under its name or a mistyped one.
std::optional<Node> tag_of(const Node& node, const TaggedForm& tagged);

/// Whether a key was meant as the one that names another mapping; says so.
bool mistyped_like(const Node& node, const TaggedForm& tagged, Diagnostics& diagnostics);

/// Where a mapping stands, for messages: its path, or "the scenario".
std::string name_of(const Node& mapping);

}  // namespace llmtco
