#include "columns/trace_view.h"

#include <unordered_set>

#include "columns/column_access.h"
#include "columns/trace_node.h"

namespace llmtco {
namespace {

using namespace detail;

/// The word for each step, in the order of the enumerations of kernels.h.
struct Words {
  static constexpr std::string_view unary[] = {"negate", "abs", "sqrt",  "floor",      "ceil",
                                               "exp",    "log", "log1p", "normal_cdf", "normal_quantile"};
  static constexpr std::string_view binary[] = {"+", "-", "*", "/", "min", "max", "<", "<=", "==", "pow"};
  static_assert(std::size(unary) == unary_count && std::size(binary) == binary_count);

  std::string_view operator()(const Leaf&) const { return ""; }
  std::string_view operator()(Unary op) const { return unary[static_cast<int>(op)]; }
  std::string_view operator()(Binary op) const { return binary[static_cast<int>(op)]; }
  std::string_view operator()(Ternary op) const { return op == Ternary::fma ? "fma" : "if"; }
  std::string_view operator()(const Sum&) const { return "sum"; }
  std::string_view operator()(const Renamed&) const { return "="; }
  std::string_view operator()(const Opaque& opaque) const { return opaque.function; }
};

}  // namespace

TraceView::TraceView(const Column& column) : node_(link_of(column)) {}

std::string_view TraceView::name() const { return node_->name; }
std::string_view TraceView::operation() const { return std::visit(Words{}, node_->step); }
const Column& TraceView::column() const { return node_->value; }
std::optional<std::size_t> TraceView::origin() const { return node_->origin; }
const Dimension* TraceView::counts() const { return node_->counts; }
bool TraceView::is_leaf() const { return std::holds_alternative<Leaf>(node_->step); }
bool TraceView::is_opaque() const { return std::holds_alternative<Opaque>(node_->step); }

bool TraceView::is_nameless_constant() const {
  return is_leaf() && name().empty() && !origin() && column().is_constant();
}

std::vector<TraceView> TraceView::operands() const {
  std::vector<TraceView> all;
  all.reserve(node_->operands.size());
  for (const TraceLink& operand : node_->operands) all.push_back(TraceView(operand));
  return all;
}

std::optional<TraceView> TraceView::body() const {
  const Opaque* opaque = std::get_if<Opaque>(&node_->step);
  if (opaque == nullptr || opaque->body.get() == nullptr) return std::nullopt;
  return TraceView(opaque->body);
}

std::vector<TraceView> operands_first(const TraceView& view, bool open) {
  std::vector<TraceView> ordered;
  std::unordered_set<const TraceNode*> seen;
  struct Visit {
    const TraceLink* node;
    std::size_t next = 0;
  };
  std::vector<Visit> path;
  const auto enter = [&](const TraceLink& node) {
    if (seen.insert(node.get()).second) path.push_back({&node});
  };
  enter(view.node_);
  while (!path.empty()) {
    Visit& here = path.back();
    const Opaque* opaque = std::get_if<Opaque>(&(*here.node)->step);
    const bool opened = open && opaque != nullptr && opaque->body.get() != nullptr;
    const std::vector<TraceLink>& operands = (*here.node)->operands;
    if (here.next == (opened ? 1 : operands.size())) {
      ordered.push_back(TraceView(*here.node));
      path.pop_back();
    } else {
      const std::size_t next = here.next++;
      enter(opened ? opaque->body : operands[next]);
    }
  }
  return ordered;
}

Folded folded(const TraceView& view) {
  Folded result{view, 1.0};
  while (result.rest.name().empty() || result.rest.id() == view.id()) {
    const std::string_view operation = result.rest.operation();
    if (operation != "*" && operation != "/") break;
    const std::vector<TraceView> operands = result.rest.operands();
    if (operands[1].is_nameless_constant()) {
      const double constant = operands[1].value(0);
      result = {operands[0], operation == "*" ? result.factor * constant : result.factor / constant};
    } else if (operation == "*" && operands[0].is_nameless_constant()) {
      result = {operands[1], result.factor * operands[0].value(0)};
    } else {
      break;
    }
  }
  return result;
}

}  // namespace llmtco
