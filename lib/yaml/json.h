#pragma once

#include <optional>
#include <string>

#include "text/diagnostics.h"
#include "yaml/node.h"

namespace llmtco {

/// Reads one JSON value (RFC 8259) into the tree that YAML gives as well, strictly. Refused, each with its
/// place: what is not JSON (comments, NaN and Infinity, a ',' too many), numbers outside the range of a
/// double, duplicate keys, empty texts, bytes that are not UTF-8, control characters, nesting deeper than 64,
/// more than four million values, texts over 64 MB.
///
/// A text in quotes is a quoted scalar; a number, true or false is a plain one with the text as it stands in
/// the file; null is a null node. As with read_text, a duplicate key leaves a tree and nothing is returned
/// when none could be made.
std::optional<Node> read_json(std::string text, std::string name, Diagnostics& diagnostics);

/// Reads a file. Throws FileError if it is missing, a directory or cannot be read.
std::optional<Node> read_json_file(const std::string& path, Diagnostics& diagnostics);

}  // namespace llmtco
