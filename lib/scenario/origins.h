#pragma once
#include <string>
#include <utility>

#include "text/source.h"
#include "variables/origin.h"
#include "yaml/node.h"

namespace llmtco {

/// A number of the scenario file, or one given with --set: its path, its place, and how it is written.
Origin written_origin(const Node& node);

/// The path of a key that a mapping may lack: options.gpt-4o.discount.
std::string path_below(const Node& mapping, const std::string& key);

}  // namespace llmtco
