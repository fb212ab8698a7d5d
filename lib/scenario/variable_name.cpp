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

}  // namespace llmtco
