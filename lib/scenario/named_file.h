#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "text/diagnostics.h"
#include "text/input_folder.h"
#include "yaml/node.h"

namespace llmtco {

/// The bytes of a file that a scenario names at `asker`; nothing after an error there, which says why it may not be
/// read. Throws FileError with that place where the file is missing.
std::optional<std::string> bytes_named(const std::string& name, std::size_t largest, const Node& asker,
                                       const InputFolder& folder, Diagnostics& diagnostics);

}  // namespace llmtco
