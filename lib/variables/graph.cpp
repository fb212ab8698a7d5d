#include "variables/graph.h"

#include <cassert>

namespace llmtco {

NodeId Graph::add(GraphNode node) {
  nodes_.push_back(node);
  return static_cast<NodeId>(nodes_.size()) - 1;
}

NodeId Graph::constant(double value) { return add({.constant = value}); }

NodeId Graph::draw(int variable) { return add({.operation = Operation::draw, .variable = variable}); }

void Graph::set_origin(NodeId id, OriginId origin, Dimension dimension) {
  GraphNode& node = nodes_[static_cast<std::size_t>(id)];
  if (node.origin != no_origin) return;
  node.origin = origin;
  node.dimension = dimension;
}

NodeId Graph::combine(Operation operation, NodeId left, NodeId right) {
  assert(left >= 0 && left < static_cast<NodeId>(nodes_.size()));
  assert(right == known || right < static_cast<NodeId>(nodes_.size()));
  return add({.operation = operation, .left = left, .right = right});
}

namespace {
Column value(const GraphNode& node, const std::vector<Column>& values, const std::vector<Column>& drawn) {
  const auto at = [&](NodeId id) -> const Column& { return values[static_cast<std::size_t>(id)]; };
  switch (node.operation) {
    case Operation::constant:
      return node.constant;
    case Operation::draw:
      return drawn[static_cast<std::size_t>(node.variable)];
    case Operation::add:
      return at(node.left) + at(node.right);
    case Operation::subtract:
      return at(node.left) - at(node.right);
    case Operation::multiply:
      return at(node.left) * at(node.right);
    case Operation::divide:
      return at(node.left) / at(node.right);
    case Operation::minimum:
      return min(at(node.left), at(node.right));
    case Operation::maximum:
      return max(at(node.left), at(node.right));
    case Operation::floor:
      return floor(at(node.left));
    case Operation::ceil:
      return ceil(at(node.left));
    case Operation::exp:
      return exp(at(node.left));
    case Operation::log:
      return log(at(node.left));
    case Operation::abs:
      return abs(at(node.left));
  }
  assert(false);
  return 0.0;
}
}  // namespace

std::vector<Column> Graph::evaluate(const std::vector<Column>& drawn, const Told& told) const {
  std::vector<Column> values;
  values.reserve(nodes_.size());
  for (const GraphNode& node : nodes_) {
    Column own = value(node, values, drawn);
    values.push_back(told ? told(node, std::move(own)) : std::move(own));
  }
  return values;
}

}  // namespace llmtco
