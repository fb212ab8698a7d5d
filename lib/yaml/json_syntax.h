#pragma once

#include <cstddef>
#include <string>

#include "yaml/syntax.h"

namespace llmtco::detail {

/// What the JSON parser knew when it stopped: its own words, the first byte of the token it could not use,
/// the byte it had come to, and the innermost list or mapping that was still open.
struct JsonStop {
  std::string words;
  std::size_t token = 0;
  std::size_t at = 0;
  Location open_bracket{};
};

SyntaxError explained(const JsonStop& stop, const Source& source);

}  // namespace llmtco::detail
