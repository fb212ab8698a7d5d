#include "deployment/option.h"

#include <algorithm>

namespace llmtco {

std::optional<std::size_t> place_of(std::string_view name, const std::vector<Option>& options) {
  const auto found =
      std::find_if(options.begin(), options.end(), [&](const Option& option) { return option.name == name; });
  if (found == options.end()) return std::nullopt;
  return static_cast<std::size_t>(found - options.begin());
}

std::vector<std::string> with_parts(std::vector<std::string> names, const std::vector<Option>& options) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto place = place_of(names[i], options);
    const auto* split = place ? std::get_if<Split>(&options[*place].serving) : nullptr;
    if (split == nullptr) continue;
    for (const Split::Part& part : split->parts) {
      if (std::find(names.begin(), names.end(), part.option) == names.end()) names.push_back(part.option);
    }
  }
  return names;
}

}  // namespace llmtco
