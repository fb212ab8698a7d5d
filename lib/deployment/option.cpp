#include "deployment/option.h"

#include <algorithm>

namespace llmtco {

std::optional<std::size_t> place_of(std::string_view name, const std::vector<Option>& options) {
  const auto found =
      std::find_if(options.begin(), options.end(), [&](const Option& option) { return option.name == name; });
  if (found == options.end()) return std::nullopt;
  return static_cast<std::size_t>(found - options.begin());
}

std::vector<std::string> with_needed(std::vector<std::string> names, const std::vector<Option>& options,
                                     const Workload& workload) {
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const RequestClass& requests : workload.classes) {
    if (requests.wrong) add(requests.wrong->escalate_to);
    if (requests.elasticity) add(requests.elasticity->option);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto place = place_of(names[i], options);
    const auto* split = place ? std::get_if<Split>(&options[*place].serving) : nullptr;
    if (split == nullptr) continue;
    for (const Split::Part& part : split->parts) add(part.option);
  }
  return names;
}

}  // namespace llmtco
