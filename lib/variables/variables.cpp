#include "variables/variables.h"

#include <set>

namespace llmtco {

NodeId Variables::draw(const std::string& name, const Distribution& distribution, OriginId origin,
                       Dimension dimension) {
  const auto [first, last] = by_name_.equal_range(name);
  for (auto found = first; found != last; ++found) {
    Variable& variable = drawn_[static_cast<std::size_t>(graph_[found->second].variable)];
    if (!(variable.distribution == distribution)) continue;
    if (origin != no_origin) variable.others.push_back(origin);
    return found->second;
  }
  const NodeId node = graph_.draw(static_cast<int>(drawn_.size()));
  graph_.set_origin(node, origin, dimension);
  drawn_.push_back({name, distribution, origin});
  by_name_.emplace(name, node);
  return node;
}

OriginId Variables::add(Origin origin) {
  origins_.push_back(std::move(origin));
  return static_cast<OriginId>(origins_.size()) - 1;
}

std::vector<std::string> Variables::names() const {
  std::vector<std::string> names;
  std::set<std::string_view> seen;
  for (const Variable& variable : drawn_) {
    if (seen.insert(variable.name).second) names.push_back(variable.name);
  }
  return names;
}

}  // namespace llmtco
