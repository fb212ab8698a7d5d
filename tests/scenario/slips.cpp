#include "slips.h"

#include <fmt/format.h>

namespace llmtco {
namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// Where the key of a line begins: behind the dash of an element that is a mapping.
std::size_t indent_of(const std::string& line) {
  const std::size_t text = std::min(line.find_first_not_of(' '), line.size());
  const bool element = line.compare(text, 2, "- ") == 0 && line.find(": ", text) != line.npos;
  return element ? text + 2 : text;
}

/// Lines from one on that belong to its key.
std::size_t extent(const Lines& lines, std::size_t first) {
  std::size_t end = first + 1;
  while (end < lines.size() && indent_of(lines[end]) > indent_of(lines[first])) ++end;
  return end;
}

/// Keys from the margin to a line's own, joined by dots; the dashes of lists are left out.
std::string path_of(const Lines& lines, std::size_t line) {
  std::string path;
  std::size_t indent = lines[line].size() + 1;
  for (std::size_t i = line + 1; i-- > 0 && indent > 0;) {
    if (indent_of(lines[i]) >= indent) continue;
    indent = indent_of(lines[i]);
    const std::string key = lines[i].substr(indent, lines[i].find(':') - indent);
    if (key != "-") path = path.empty() ? key : key + "." + path;
  }
  return path;
}

std::string with(const Lines& lines, std::size_t first, std::size_t end, const std::string& instead) {
  std::string text;
  for (std::size_t i = 0; i < first; ++i) text += lines[i] + '\n';
  text += instead;
  for (std::size_t i = end; i < lines.size(); ++i) text += lines[i] + '\n';
  return text;
}

std::string with_number(const std::string& value, const std::string& number) {
  const std::size_t begin = value.find_first_of("0123456789");
  const std::size_t end = std::min(value.find_first_not_of("0123456789.", begin), value.size());
  return value.substr(0, begin) + number + value.substr(end);
}

}  // namespace

std::string swapped(std::string word) {
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    if (word[i] == word[i + 1]) continue;
    std::swap(word[i], word[i + 1]);
    break;
  }
  return word;
}

std::string Slip::name() const {
  const char* names[] = {"removed",         "misspelt",        "without value",
                         "of another kind", "empty",           "with control characters",
                         "negative",        "in another unit", "absurd"};
  return fmt::format("line {}, {}, {}", line, key, names[static_cast<int>(kind)]);
}

std::vector<Slip> slips_of(const std::string& text) {
  const Lines lines = lines_of(text);
  std::vector<Slip> slips;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t colon = std::min(lines[i].find(": "), lines[i].rfind(':'));
    if (colon == std::string::npos || lines[i][0] == '#') continue;      // an element of a list, a comment
    const std::string indent = lines[i].substr(0, indent_of(lines[i]));  // with the dash of an element
    const std::string key = lines[i].substr(indent.size(), colon - indent.size());
    const std::string value = colon + 2 < lines[i].size() ? lines[i].substr(colon + 2) : "";
    const std::size_t end = extent(lines, i);
    const std::string path = path_of(lines, i);
    const auto add = [&](Slip::Kind kind, std::string changed) {
      slips.push_back({kind, key, path, static_cast<int>(i) + 1, std::move(changed)});
    };
    const auto say = [&](Slip::Kind kind, const std::string& other) {
      add(kind, with(lines, i, end, indent + key + ": " + other + '\n'));
    };
    const bool element = indent.ends_with("- ");
    add(Slip::Kind::removed, with(lines, i, end, element ? indent + '\n' : ""));
    std::string misspelt = with(lines, i, i + 1, indent + swapped(key) + lines[i].substr(colon) + '\n');
    add(Slip::Kind::misspelt, std::move(misspelt));
    say(Slip::Kind::nothing, "");
    say(Slip::Kind::empty, "\"\"");
    say(Slip::Kind::other_kind, value.empty() ? "5 apples" : "[[1], [2]]");
    if (value.empty()) continue;
    say(Slip::Kind::control, "\"a\\ab\"");
    if (value.find_first_of("$0123456789") != 0) continue;
    if (value.find_first_of("123456789") != value.npos) say(Slip::Kind::negative, "-" + value);
    say(Slip::Kind::other_unit, "5 lumens");
    say(Slip::Kind::absurd, with_number(value, "1e40"));
  }
  return slips;
}

}  // namespace llmtco
