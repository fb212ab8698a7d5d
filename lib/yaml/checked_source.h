#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "text/diagnostics.h"
#include "text/source.h"

namespace llmtco::detail {

/// A text that may be parsed: at most `longest` bytes of UTF-8 without control characters. Its lines are made
/// known to the diagnostics. Null, and errors with their places, for any other.
std::shared_ptr<const Source> checked_source(std::string text, std::string name, std::size_t longest,
                                             Diagnostics& diagnostics, int first_line = 1);

}  // namespace llmtco::detail
