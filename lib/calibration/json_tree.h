#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostics.h"

namespace llmtco::detail {

/// A value of a JSON text with its place in it.
struct JsonNode {
  enum class Kind { null, boolean, number, text, list, object };

  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0;
  std::string text;
  std::vector<JsonNode> items;    // of a list; values of an object
  std::vector<std::string> keys;  // of an object, in order
  Location location;

  const JsonNode* find(std::string_view key) const;
};

std::string_view to_text(JsonNode::Kind kind);

/// The tree of a JSON text. Nothing, and an error with its place, for text that is not JSON, has a key twice
/// or is nested deeper than 64. Python's NaN and Infinity, which some tools write, are errors too: no
/// measurement is one.
std::optional<JsonNode> read_json(std::string text, std::string name, Diagnostics& diagnostics);

}  // namespace llmtco::detail
