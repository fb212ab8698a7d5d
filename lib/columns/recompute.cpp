#include <cmath>
#include <unordered_map>

#include "columns/column_access.h"
#include "columns/trace_node.h"
#include "columns/trace_view.h"

namespace llmtco {
namespace {

using namespace detail;

/// A column in one draw.
struct Number {
  double value;
  bool constant;  ///< the same in every draw: a varying zero that is added to -0 is not left out, a constant
                  ///< is
  bool is(double number) const { return constant && value == number; }
};

/// As combine() of columns.
Number combined(Binary op, const Number& a, const Number& b) {
  const bool constant = a.constant && b.constant;
  if (!constant) {
    if (const Number* same = unchanged(op, a, b)) return *same;
  }
  return {combine_constants(op, a.value, b.value), constant};
}

/// One step worked out from what its operands gave; leaves and opaque functions are worked out elsewhere.
struct Again {
  const std::vector<Number>& operands;

  double operator()(const Leaf&) const { return std::nan(""); }
  double operator()(Unary op) const { return kernels().one[static_cast<int>(op)](operands[0].value); }
  double operator()(Binary op) const { return combined(op, operands[0], operands[1]).value; }
  double operator()(Ternary op) const {
    const double a = operands[0].value, b = operands[1].value, c = operands[2].value;
    return op == Ternary::fma ? std::fma(a, b, c) : a != 0 ? b : c;
  }
  double operator()(const Sum&) const {
    Number total{0, true};
    for (const Number& term : operands) total = combined(Binary::add, total, term);
    return total.value;
  }
  double operator()(const Renamed&) const { return operands[0].value; }
  double operator()(const Opaque&) const { return std::nan(""); }
};

using Known = std::unordered_map<const void*, double>;

double in_draw(const TraceView& node, const Step& step, std::size_t draw, const Known& known) {
  if (const std::optional<TraceView> body = node.body()) return known.at(body->id());
  if (node.is_leaf() || node.is_opaque()) return node.value(draw);
  std::vector<Number> operands;
  for (const TraceView& operand : node.operands())
    operands.push_back({known.at(operand.id()), operand.column().is_constant()});
  return std::visit(Again{operands}, step);
}

}  // namespace

std::optional<double> applied(const TraceView& node, const std::vector<double>& operands) {
  if (node.is_leaf() || node.is_opaque()) return std::nullopt;
  std::vector<Number> numbers;
  for (const double operand : operands) numbers.push_back({operand, true});
  return std::visit(Again{numbers}, node.node_->step);
}

double recomputed(const Column& column, std::size_t draw) {
  const TraceView view(column);
  Known known;
  for (const TraceView& node : operands_first(view, true))
    known[node.id()] = in_draw(node, node.node_->step, draw, known);
  return known.at(view.id());
}

}  // namespace llmtco
