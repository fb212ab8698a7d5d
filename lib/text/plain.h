#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace llmtco {

/// Whether the character that starts at a byte may not reach a terminal or a log as it is: a control character (C0,
/// delete, C1), or a mark that turns the direction of the text around it or separates lines (U+061C, U+200E, U+200F,
/// U+2028 to U+202E, U+2066 to U+2069), with which a name can make a table read otherwise than it is.
bool is_unsafe(std::string_view text, std::size_t at);

/// A text of lines in which no words are a command to a system that reads logs: lines that would begin with `::`, and
/// `##[` and `##vso[` wherever they stand, get a space in between. GitHub and Azure act on them.
std::string without_commands(std::string_view text);

/// Words for a person, on stderr: without commands, control characters as '?'; lines stay lines.
std::string plain_lines(std::string_view text);

/// A JSON text that says the same, in which unsafe characters and commands of logs are written as \uNNNN.
std::string plain_json(std::string json);

}  // namespace llmtco
