#pragma once

#include <string_view>

#include "yaml/node.h"

namespace llmtco {

/// The text of data/NAME.yaml as built into the program; empty if there is no such file.
std::string_view embedded_data(std::string_view name);

/// What stands below a key of such a file, as the build has parsed it. Requires that the file and the key are there.
Node embedded_entry(std::string_view name, std::string_view key);

}  // namespace llmtco
