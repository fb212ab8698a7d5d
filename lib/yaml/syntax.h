#pragma once

#include <string>

#include "text/source.h"

namespace llmtco::detail {

/// A parser's complaint in words that say what to do.
struct SyntaxError {
  Location location;
  std::string message;
  std::string hint;
};

/// What the parser knew when it stopped: its own words, the place (0-based line and byte column), and the
/// last list or mapping in brackets that was still open.
struct ParserStop {
  std::string words;
  int line = 0;
  int column = 0;
  Location open_bracket{};
};

SyntaxError explained(const ParserStop& stop, const Source& source);

}  // namespace llmtco::detail
