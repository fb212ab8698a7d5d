#pragma once
#include <utility>
#include <vector>

#include "columns/column.h"
#include "variables/uncertain.h"

namespace llmtco {

/// The values of every input in one block of 1,024 draws.
///
///     const Drawn<UsdPerSecond> price = block(rental.price);
class Block {
 public:
  /// A block in which nothing is drawn: every Uncertain must be known.
  Block() = default;
  explicit Block(std::vector<Column> nodes) : nodes_(std::move(nodes)) {}

  template <Dimension D>
  Quantity<D, Column> operator()(const Uncertain<Quantity<D>>& input) const {
    return Quantity<D, Column>(value(input.node, input.constant.base_units()));
  }
  Column operator()(const Uncertain<double>& input) const { return value(input.node, input.constant); }

 private:
  Column value(NodeId node, double constant) const {
    return node == known ? Column(constant) : nodes_[static_cast<std::size_t>(node)];
  }
  std::vector<Column> nodes_;
};

}  // namespace llmtco
