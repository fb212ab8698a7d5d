#include "variables/variables.h"

namespace llmtco {

NodeId Variables::draw(const std::string& name, const Distribution& distribution, OriginId origin,
                       Dimension dimension) {
  const auto found = by_name_.find(name);
  if (found != by_name_.end()) return found->second;
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
  names.reserve(drawn_.size());
  for (const Variable& variable : drawn_) names.push_back(variable.name);
  return names;
}

}  // namespace llmtco
