#pragma once
#include "units/quantity.h"
#include "variables/origin.h"

namespace llmtco {

/// Place of a number in the graph of a run's inputs (variables/variables.h).
using NodeId = int;
inline constexpr NodeId known = -1;

/// What numbers of a type count.
template <class Q>
inline constexpr Dimension dimension_of = Q::dimension;
template <>
inline constexpr Dimension dimension_of<double> = dimensionless;

/// A number of a scenario: known, or differing between draws; and where it comes from. Q is a Quantity or
/// double.
///
/// Ask a Block for its value: `block(uncertain)` is a Column, or a Quantity of one.
template <class Q>
struct Uncertain {
  Uncertain() = default;
  Uncertain(Q value) : constant(value) {}
  explicit Uncertain(NodeId drawn) : node(drawn) {}

  bool is_known() const { return node == known; }
  /// The same number with its origin.
  Uncertain from(OriginId where) const {
    Uncertain copy = *this;
    copy.origin = where;
    return copy;
  }

  Q constant{};         ///< the value, where is_known()
  NodeId node = known;  ///< the node that holds it, elsewhere
  OriginId origin = no_origin;
};

}  // namespace llmtco
