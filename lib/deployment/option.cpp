#include "deployment/option.h"

#include <algorithm>

namespace llmtco {

std::optional<std::size_t> place_of(std::string_view name, const std::vector<Option>& options) {
  const auto found =
      std::find_if(options.begin(), options.end(), [&](const Option& option) { return option.name == name; });
  if (found == options.end()) return std::nullopt;
  return static_cast<std::size_t>(found - options.begin());
}

std::vector<std::string> sends_to(const Option& option) {
  if (const auto* route = std::get_if<Route>(&option.serving)) return route->legs;
  std::vector<std::string> names;
  if (const auto* split = std::get_if<Split>(&option.serving)) {
    for (const Split::Part& part : split->parts) names.push_back(part.option);
  }
  return names;
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
    if (!place) continue;
    for (const std::string& other : sends_to(options[*place])) add(other);
  }
  return names;
}

}  // namespace llmtco
