#include "yaml/json_syntax.h"

#include <algorithm>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco::detail {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// The bytes from a place to the next blank, quote or mark of JSON.
std::string_view word_at(std::string_view text, std::size_t begin) {
  const std::size_t end = std::min(text.find_first_of(" \t\r\n,:[]{}\"", begin), text.size());
  return text.substr(begin, end - begin);
}

/// Whether the last mark before a place is a ','.
bool behind_comma(std::string_view text, std::size_t at) {
  const std::size_t last = text.substr(0, at).find_last_not_of(blanks);
  return last != text.npos && text[last] == ',';
}

bool starts_number(std::string_view word) {
  return !word.empty() && std::string_view("+-.0123456789").find(word.front()) != word.npos;
}

/// A word that JSON does not have: NaN, None, 1_000, .5, 'text', text.
SyntaxError foreign_word(const Location& place, std::string_view word) {
  const std::string lower = lower_case(word);
  const std::string unsigned_word = starts_number(lower) ? lower.substr(1) : lower;
  if (unsigned_word == "nan" || unsigned_word == "inf" || unsigned_word == "infinity") {
    return {place, fmt::format("{} is no number of JSON", shown(word)), "every number must be finite"};
  }
  if (starts_number(word)) {
    const auto number = number_in(word);
    if (const auto* refusal = std::get_if<Refusal>(&number)) return {place, refusal->message, refusal->hint};
    return {place, fmt::format("{} is no number of JSON", shown(word)), "start it with a digit or '-'"};
  }
  const std::string message = fmt::format("{} is no value of JSON", shown(word));
  if (lower == "true" || lower == "false") return {place, message, "write " + lower};
  if (lower == "none" || lower == "null") return {place, message, "write null"};
  if (word.starts_with('#') || word.starts_with('/')) return {place, "JSON has no comments", "remove it"};
  return {place, message, "put keys and texts in double quotes"};
}

SyntaxError unclosed(const Location& bracket, const Source& source) {
  const std::string_view line = source.line(bracket.line);
  std::size_t byte = 0;
  for (int i = 1; i < bracket.column; ++i) byte += std::max<std::size_t>(1, utf8_length(line.substr(byte)));
  const bool list = line.substr(byte).starts_with('[');
  return {bracket, fmt::format("the {} opened here is not closed", list ? "list" : "mapping"),
          fmt::format("add the '{}', unless the file was cut short", list ? ']' : '}')};
}

}  // namespace

SyntaxError explained(const JsonStop& stop, const Source& source) {
  // The text that was read stands below every message; it must not be taken for the parser's words.
  const std::string words = stop.words.substr(0, stop.words.find("; last read"));
  const auto says = [&](std::string_view some) { return words.find(some) != std::string::npos; };
  const Location token = source.at_byte(stop.token), place = source.at_byte(stop.at);

  if (says("missing closing quote") || says("U+000A") || says("U+000D")) {
    return {token, "the quote '\"' opened here is not closed in its line",
            says("missing") ? "add the closing '\"', unless the file was cut short" : "add the closing '\"'"};
  }
  if (says("unexpected end of input") && stop.open_bracket.line > 0)
    return unclosed(stop.open_bracket, source);
  const std::string_view text = source.text(), word = word_at(text, stop.token);
  if (says("invalid literal") || says("invalid number") || says("number overflow")) {
    return foreign_word(token, word.empty() ? text.substr(stop.token, 1) : word);
  }
  if ((says("unexpected '}'") || says("unexpected ']'")) && behind_comma(text, stop.at)) {
    return {place, "a ',' before the closing bracket", "remove it"};
  }
  const bool value = says("literal; expected") || says("unexpected '{'") || says("unexpected '['");
  if (value && says("object key")) return {token, "a key must be a text in double quotes", ""};
  if (value && says("; expected ':'")) return {token, "a ':' is missing before this", "add it"};
  if (value && (says("; expected '}'") || says("; expected ']'"))) {
    return {token, "a ',' is missing before this", "add it"};
  }
  if (says("; expected end of input")) {
    return {value ? token : place, "text after the end of the value", "keep one value in a file"};
  }
  const std::size_t dash = words.find(" - ");  // before it stands what was being parsed
  return {place, "this is not JSON: " + (dash == words.npos ? words : words.substr(dash + 3)), ""};
}

}  // namespace llmtco::detail
