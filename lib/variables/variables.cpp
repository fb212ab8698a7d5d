#include "variables/variables.h"

namespace llmtco {

NodeId Variables::draw(const std::string& name, const Distribution& distribution) {
  const auto found = by_name_.find(name);
  if (found != by_name_.end()) return found->second;
  const NodeId node = graph_.draw(static_cast<int>(drawn_.size()));
  drawn_.push_back({name, distribution});
  by_name_.emplace(name, node);
  return node;
}

std::vector<std::string> Variables::names() const {
  std::vector<std::string> names;
  names.reserve(drawn_.size());
  for (const Variable& variable : drawn_) names.push_back(variable.name);
  return names;
}

}  // namespace llmtco
