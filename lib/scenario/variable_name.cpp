#include "scenario/variable_name.h"

#include <algorithm>
#include <cctype>

#include "units/parse.h"

namespace llmtco {

std::optional<std::string> name_complaint(const std::string& name) {
  const bool word =
      !name.empty() && (std::isalpha(static_cast<unsigned char>(name[0])) != 0 || name[0] == '_') &&
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
  if (!word) return "a variable's name is a word of letters, digits and _";
  const auto& units = unit_names();
  if (std::find(units.begin(), units.end(), name) != units.end()) return "it is the name of a unit";
  if (name == "to" || name == "per" || name == "catalog")
    return "it has a meaning of its own in numbers and formulas";
  return std::nullopt;
}

std::vector<std::string> words_of_formula(const Node& node) {
  std::vector<std::string> words;
  const auto original = node.original();
  const std::string& text = original ? original->text() : node.text();
  if (!text.starts_with('=')) return words;
  const auto in_word = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  for (std::size_t at = 1; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && in_word(static_cast<unsigned char>(text[end]))) ++end;
    if (end > at) words.push_back(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return words;
}

}  // namespace llmtco
