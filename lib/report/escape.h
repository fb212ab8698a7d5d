#pragma once
#include <string>
#include <string_view>

namespace llmtco {

/// A name or a text from an input, safe in a terminal: control characters and broken UTF-8 as '?'.
std::string for_terminal(std::string_view text);

/// A field of a CSV file (RFC 4180). A text that a spreadsheet would take for a formula (it starts with = + -
/// @ or a tab) gets an apostrophe in front.
std::string for_csv(std::string_view text);

/// Text of an element of HTML, in which Markdown is not read.
std::string for_html(std::string_view text);

/// The same of a text whose line ends stay.
std::string for_html_lines(std::string_view text);

/// The value of an attribute of HTML, in double quotes.
std::string for_html_attribute(std::string_view text);

/// A cell of a Markdown table: what would be markup, HTML or a new cell is escaped.
std::string for_markdown(std::string_view text);

}  // namespace llmtco
