#include "variables/block.h"

#include "columns/trace.h"
#include "variables/variables.h"

namespace llmtco {

Column Block::leaf_of(Column value, NodeId node, OriginId origin, const Dimension* counts) const {
  if (origin == no_origin) return value;
  const std::string& name = traced_->origin(origin).name;
  const OriginId own = node == known ? no_origin : traced_->graph()[node].origin;
  if (own != no_origin && traced_->origin(own).name == name) return value;  // the node says so itself
  return leaf(std::move(value), name, static_cast<std::size_t>(origin), counts);
}

}  // namespace llmtco
