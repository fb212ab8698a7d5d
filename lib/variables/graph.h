#pragma once
#include <functional>
#include <string>
#include <vector>

#include "columns/column.h"
#include "variables/uncertain.h"

namespace llmtco {

/// What a node does with its operands. Named variables are drawn; everything else is arithmetic on nodes
/// before it.
enum class Operation {
  constant,
  draw,
  add,
  subtract,
  multiply,
  divide,
  minimum,
  maximum,
  floor,
  ceil,
  exp,
  log,
  abs
};

struct GraphNode {
  Operation operation = Operation::constant;
  NodeId left = known, right = known;  ///< operands; `right` is unused by functions of one
  double constant = 0;                 ///< of Operation::constant
  int variable = -1;                   ///< of Operation::draw: index into the drawn variables
  OriginId origin = no_origin;         ///< where the author wrote it: of draws, numbers and whole formulas
  Dimension dimension{};               ///< what it counts, where it has an origin
};

/// The formulas of a scenario, as its author wrote them, in an order in which every operand stands before its
/// user. Formulas of ours are functions over columns, in the module whose topic they are.
class Graph {
 public:
  NodeId constant(double value);
  NodeId draw(int variable);
  NodeId combine(Operation operation, NodeId left, NodeId right = known);

  /// What is to be kept of a node in place of its value, the same numbers with what they say of themselves.
  using Told = std::function<Column(const GraphNode& node, Column value)>;
  /// The value of every node in one block, given a column per drawn variable.
  std::vector<Column> evaluate(const std::vector<Column>& drawn, const Told& told = {}) const;

  /// Says where the author wrote a node, and what it counts; what is said first stays.
  void set_origin(NodeId id, OriginId origin, Dimension dimension = {});

  std::size_t size() const { return nodes_.size(); }
  const GraphNode& operator[](NodeId id) const { return nodes_[static_cast<std::size_t>(id)]; }

 private:
  NodeId add(GraphNode node);
  std::vector<GraphNode> nodes_;
};

}  // namespace llmtco
