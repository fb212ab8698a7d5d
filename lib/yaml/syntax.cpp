#include "yaml/syntax.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "text/characters.h"

namespace llmtco::detail {
namespace {

std::size_t indentation(std::string_view line) {
  const std::size_t n = line.find_first_not_of(" \t");
  return n == std::string_view::npos ? line.size() : n;
}

bool blank_or_comment(std::string_view line) {
  const std::size_t n = indentation(line);
  return n == line.size() || line[n] == '#';
}

/// The nearest line above with something on it; empty if there is none.
std::string_view line_above(const Source& source, int line) {
  for (int above = line - 1; source.contains_line(above); --above) {
    if (!blank_or_comment(source.line(above))) return source.line(above);
  }
  return {};
}

bool tab_indented(std::string_view line) { return line.substr(0, indentation(line)).find('\t') != line.npos; }

/// "price:5", where "price: 5" was meant.
bool colon_without_space(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon != line.npos && colon + 1 < line.size() && line[colon + 1] != ' ' &&
         line.find(": ") == line.npos;
}

/// A ':' where none may stand. yaml-cpp says "illegal map value" for several different mistakes.
SyntaxError stray_colon(const Location& place, const Source& source) {
  const std::string_view line = source.line(place.line), above = line_above(source, place.line);
  if (colon_without_space(above)) {
    return {place, "the line above has a ':' without a space after it", "write 'key: value'"};
  }
  const auto column = static_cast<std::size_t>(place.column - 1);
  if (line.substr(0, std::min(column, line.size())).find(": ") != line.npos) {
    return {place, "a second ': ' in one value", "put the value in quotes"};
  }
  if (!above.empty() && indentation(line) > indentation(above) && !above.ends_with(':')) {
    return {place, "this key is indented below a line that already has a value",
            "give it the same indentation as the key it belongs beside"};
  }
  return {place, "a ':' that does not belong here", "check the line above and the indentation"};
}

SyntaxError unclosed(const Location& place, const ParserStop& stop, const char* what, char bracket) {
  const Location where = stop.open_bracket.line == 0 ? place : stop.open_bracket;
  return {where, fmt::format("{} opened here is not closed", what),
          fmt::format("add the '{}', or a ',' that is missing", bracket)};
}

SyntaxError misplaced_line(const Location& place, const Source& source) {
  const std::string_view line = source.line(place.line);
  const auto column = static_cast<std::size_t>(place.column - 1);
  if (column > indentation(line)) {
    return {place, "text after the end of a value", "put the whole value in one pair of quotes"};
  }
  return {place, "this line's indentation fits no line above it",
          "line it up with the key or item it belongs beside"};
}

}  // namespace

SyntaxError explained(const ParserStop& stop, const Source& source) {
  const Location place = source.at(stop.line, stop.column);
  const std::string_view line = source.line(place.line);
  const auto says = [&](std::string_view words) { return stop.words.find(words) != std::string::npos; };

  if (tab_indented(line)) return {place, "a tab in the indentation", "indent with spaces"};
  if (says("illegal tab")) return {place, "a tab where spaces are needed", "indent with spaces"};
  if (says("illegal map value")) return stray_colon(place, source);
  if (says("end of map not found") || says("end of sequence not found")) return misplaced_line(place, source);
  if (says("end of sequence flow")) return unclosed(place, stop, "the list", ']');
  if (says("end of map flow")) return unclosed(place, stop, "the mapping", '}');
  if (says("illegal flow end")) return {place, "a closing bracket without an opening one", "remove it"};
  if (says("anchor is not defined")) {
    return {place, "an alias with no anchor of that name above it", "define the anchor with '&name' first"};
  }
  if (says("unknown token")) {
    const std::size_t byte = std::min<std::size_t>(static_cast<std::size_t>(stop.column), line.size());
    return {place, fmt::format("a value cannot start with {}", shown(line.substr(byte, 1))),
            "put the value in quotes"};
  }
  if (says("illegal block entry")) {
    return {place, "a list item cannot start in the middle of a line", "put '- ' on a line of its own"};
  }
  if (says("unknown escape character")) {
    return {place, "an unknown escape in double quotes",
            "write '\\\\' for a backslash, or use single quotes"};
  }
  return {place, "not valid YAML: " + stop.words, ""};
}

}  // namespace llmtco::detail
