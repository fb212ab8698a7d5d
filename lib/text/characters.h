#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace llmtco {

/// Number of Unicode characters of a UTF-8 text (bytes that are not continuation bytes).
std::size_t code_points(std::string_view text);

/// Length in bytes of the well-formed UTF-8 sequence at the start of a text, 0 if there is none.
std::size_t utf8_length(std::string_view text);

/// A byte that may not stand in an input, with the reason: not UTF-8, or a control character other than tab
/// and line break (line breaks are LF or CR LF).
struct BadByte {
  std::size_t offset;
  std::string why;
};
std::optional<BadByte> first_bad_byte(std::string_view text, std::size_t from = 0);

/// Whether a text holds a control character (tab and line breaks included) that a name or a label may not
/// have.
bool has_control_characters(std::string_view text);

/// A user's text made safe to show in a message: 'quoted', one line, control characters, marks that turn the
/// direction of text and bytes that are not UTF-8 as \xNN, cut after 60 characters.
std::string shown(std::string_view text);

/// A line for display: control characters, marks that turn the direction of text and broken bytes as '?',
/// tabs as one space, so that a caret can be put under a column.
std::string displayable(std::string_view line);

/// Of the ASCII digits.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a text holds another.
bool contains(std::string_view text, std::string_view part);

/// A text without the blanks, any of those characters, at its ends.
std::string_view trimmed(std::string_view text, std::string_view blanks = " \t");

/// A text without a character, wherever it stands.
std::string without(std::string_view text, char unwanted);

/// Lower case of the ASCII letters; other bytes as they are.
std::string lower_case(std::string_view text);

}  // namespace llmtco
