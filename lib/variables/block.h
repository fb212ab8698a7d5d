#pragma once
#include <utility>
#include <vector>

#include "columns/column.h"
#include "variables/uncertain.h"

namespace llmtco {

class Variables;

/// Another value, in base units, for every number of one origin.
struct Replaced {
  OriginId origin;
  double value;
};

/// The values of every input in one block of 1,024 draws.
///
///     const Drawn<UsdPerSecond> price = block(rental.price);
class Block {
 public:
  /// A block in which nothing is drawn: every Uncertain must be known.
  Block() = default;
  /// Given the variables, a traced block: its numbers say where they come from, and whatever is computed from
  /// them how it came about (columns/trace.h). They outlive what is computed.
  explicit Block(std::vector<Column> nodes, const Variables* traced = nullptr)
      : nodes_(std::move(nodes)), traced_(traced) {}

  template <Dimension D>
  Quantity<D, Column> operator()(const Uncertain<Quantity<D>>& input) const {
    return Quantity<D, Column>(told(value(input.node, input.constant.base_units()), input.node, input.origin,
                                    &Quantity<D>::dimension));
  }
  Column operator()(const Uncertain<double>& input) const {
    return told(value(input.node, input.constant), input.node, input.origin, nullptr);
  }

  bool is_traced() const { return traced_ != nullptr; }
  /// The same numbers, which say nothing of where they come from.
  Block plain() const {
    Block same(nodes_);
    for (Column& node : same.nodes_) node = node.plain();
    same.replaced_ = replaced_;
    return same;
  }

  /// The same block, were some numbers others: what is asked for by an origin among them has its new value in every
  /// draw. Formulas of the author that name a variable are numbers of their own, and stay.
  Block with(std::vector<Replaced> replaced) const {
    Block changed = *this;
    changed.replaced_ = std::move(replaced);
    return changed;
  }

 private:
  Column value(NodeId node, double constant) const {
    return node == known ? Column(constant) : nodes_[static_cast<std::size_t>(node)];
  }
  Column told(Column value, NodeId node, OriginId origin, const Dimension* counts) const {
    if (traced_ == nullptr && replaced_.empty()) [[likely]]
      return value;
    for (const Replaced& each : replaced_) {
      if (each.origin == origin) return each.value;
    }
    if (traced_ == nullptr) return value;
    return leaf_of(std::move(value), node, origin, counts);
  }
  Column leaf_of(Column value, NodeId node, OriginId origin, const Dimension* counts) const;

  std::vector<Column> nodes_;
  const Variables* traced_ = nullptr;
  std::vector<Replaced> replaced_;
};

}  // namespace llmtco
