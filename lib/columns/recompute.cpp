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

/// One step worked out from what its operands gave.
class Again {
 public:
  using Known = std::unordered_map<const void*, double>;

  Again(const TraceView& node, std::size_t draw, const Known& known)
      : node_(node), draw_(draw), known_(known) {
    for (const TraceView& operand : node.operands()) {
      const auto found = known.find(operand.id());  // absent where a body was worked out in its place
      if (found != known.end()) operands_.push_back({found->second, operand.column().is_constant()});
    }
  }

  double operator()(const Leaf&) const { return node_.value(draw_); }
  double operator()(Unary op) const { return kernels().one[static_cast<int>(op)](operands_[0].value); }
  double operator()(Binary op) const { return combined(op, operands_[0], operands_[1]).value; }
  double operator()(Ternary op) const {
    const double a = operands_[0].value, b = operands_[1].value, c = operands_[2].value;
    return op == Ternary::fma ? std::fma(a, b, c) : a != 0 ? b : c;
  }
  double operator()(const Sum&) const {
    Number total{0, true};
    for (const Number& term : operands_) total = combined(Binary::add, total, term);
    return total.value;
  }
  double operator()(const Renamed&) const { return operands_[0].value; }
  double operator()(const Opaque&) const {
    const std::optional<TraceView> body = node_.body();
    return body ? known_.at(body->id()) : node_.value(draw_);
  }

 private:
  const TraceView& node_;
  std::size_t draw_;
  const Known& known_;
  std::vector<Number> operands_;
};

}  // namespace

double recomputed(const Column& column, std::size_t draw) {
  const TraceView view(column);
  Again::Known known;
  for (const TraceView& node : operands_first(view, true))
    known[node.id()] = std::visit(Again(node, draw, known), node.node_->step);
  return known.at(view.id());
}

}  // namespace llmtco
