#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "columns/trace.h"

/// How a column came about, for code that explains it. See columns/trace.h.
namespace llmtco {

/// One node of the account: an operation on its operands, or a leaf. The whole is no tree but a graph without
/// cycles: what is used twice is one node with one id(). Chains may be very long: walk them with
/// operands_first().
class TraceView {
 public:
  /// A column that is not traced is a nameless leaf.
  explicit TraceView(const Column& column);

  /// Empty where nobody named it.
  std::string_view name() const;
  /// "" of a leaf; else + - * / min max < <= == pow fma if sum, negate abs sqrt floor ceil exp log log1p
  /// normal_cdf normal_quantile, "=" of another name for its operand, or the function of an opaque node.
  /// a > b stands as b < a.
  std::string_view operation() const;
  std::vector<TraceView> operands() const;

  /// Its numbers, themselves not traced.
  const Column& column() const;
  double value(std::size_t draw) const { return column()[draw]; }
  /// The number that leaf() was given.
  std::optional<std::size_t> origin() const;
  /// What it counts, where the one who named it said so; null elsewhere.
  const Dimension* counts() const;
  const void* id() const { return node_.get(); }

  bool is_leaf() const;
  /// A number of the program's own: a leaf with neither name nor origin, the same in every draw.
  bool is_nameless_constant() const;
  /// Explained by the name of a function and its arguments alone.
  bool is_opaque() const;
  /// The computation inside an opaque node, where it was recorded.
  std::optional<TraceView> body() const;

 private:
  explicit TraceView(detail::TraceLink node) : node_(std::move(node)) {}
  friend std::vector<TraceView> operands_first(const TraceView&, bool);
  friend double recomputed(const Column&, std::size_t);
  friend std::optional<double> applied(const TraceView&, const std::vector<double>&);
  detail::TraceLink node_;
};

/// Every node that it needs, once, operands before results; itself last. `open` goes on to the bodies of
/// opaque nodes instead of their arguments.
std::vector<TraceView> operands_first(const TraceView& view, bool open = false);

/// What the operations of the account give in one draw when they are worked out again from its leaves: the
/// value of the column, bit by bit. The bodies of opaque nodes are worked out too; one without a body stands
/// as it is.
double recomputed(const Column& column, std::size_t draw);

/// What the operation of a node gives of other operands, as of their means; nothing of leaves and of opaque
/// nodes. Example: of ceil and 3.2 it is 4.
std::optional<double> applied(const TraceView& node, const std::vector<double>& operands);

/// A product without the nameless constants at its end: bytes * 8 / 1000 is (bytes, 0.008).
struct Folded {
  TraceView rest;
  double factor;  ///< rest * factor is the value, but for rounding
};
/// Below the node itself, a name ends the search.
Folded folded(const TraceView& view);

}  // namespace llmtco
