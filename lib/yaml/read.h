#pragma once

#include <optional>
#include <string>

#include "text/diagnostics.h"
#include "yaml/node.h"

namespace llmtco {

/// Reads one YAML document, strictly. Refused, each with its place: syntax errors, duplicate keys, several
/// documents, empty texts, bytes that are not UTF-8, control characters, tags, directives, keys that are not
/// plain text, aliases of themselves, nesting deeper than 64, more than 100,000 values once aliases are
/// expanded, mappings of more than 2,000 keys, texts over 2 MB. Anchors, aliases and merge keys (`<<: *a`, `<<: [*a, *b]`) work: a mapping gets the
/// keys it lacks, those of the first of a list win, and every value keeps its place.
///
/// Nothing is returned when no tree could be made; errors that leave a tree (a duplicate key, a tag) are
/// added to the diagnostics and the tree is returned, so that the reader above can report its own errors as
/// well.
///
/// first_line numbers the first line when the text is a slice of a bigger file.
std::optional<Node> read_text(std::string text, std::string name, Diagnostics& diagnostics,
                              int first_line = 1);

/// Reads a file. Throws FileError if it is missing, a directory or cannot be read.
std::optional<Node> read_file(const std::string& path, Diagnostics& diagnostics);

/// The bytes of a file, at most `limit` of them plus one. Throws FileError like read_file.
std::string file_bytes(const std::string& path, std::size_t limit);

}  // namespace llmtco
