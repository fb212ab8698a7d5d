#pragma once
#include <string>
#include <vector>

namespace llmtco {

/// A text with one mistake at one of its keys, as people make them.
struct Slip {
  enum class Kind { removed, misspelt, nothing, other_kind, empty, control, negative, other_unit, absurd };

  Kind kind;
  std::string key;
  std::string path;  ///< keys on the way to it and itself, joined by dots
  int line = 0;      ///< of the key, from 1
  std::string text;

  /// "line 12, price, negative": for messages of a test.
  std::string name() const;
};

/// Every mistake at every key of a text in block form, one key a line. Numbers are told by their first
/// character.
std::vector<Slip> slips_of(const std::string& text);

/// A word with the first two neighbours that differ swapped: uoptut for output.
std::string swapped(std::string word);

}  // namespace llmtco
