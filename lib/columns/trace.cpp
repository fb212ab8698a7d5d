#include "columns/trace.h"

#include <algorithm>
#include <bit>
#include <memory>

#include "columns/column_access.h"
#include "columns/trace_node.h"

namespace llmtco {
namespace detail {

void keep(TraceNode* node) noexcept { node->users.fetch_add(1, std::memory_order_relaxed); }

/// A sum of 100,000 terms is a chain of 100,000 nodes: they are deleted in a loop, not by recursion.
void drop(TraceNode* node) noexcept {
  TraceNode* dead = nullptr;
  const auto leave = [&dead](TraceNode* left) {
    if (left == nullptr || left->users.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    left->next_dead = dead;
    dead = left;
  };
  leave(node);
  while (dead != nullptr) {
    const std::unique_ptr<TraceNode> now(dead);
    dead = now->next_dead;
    for (TraceLink& operand : now->operands) leave(operand.release());
    if (Opaque* opaque = std::get_if<Opaque>(&now->step)) leave(opaque->body.release());
  }
}

TraceLink link_of(const Column& column) {
  if (column.is_traced()) return ColumnAccess::trace(column);
  return TraceLink(new TraceNode{.step = Leaf{}, .value = column});
}

Column recorded(Step step, Column value, std::initializer_list<const Column*> operands) {
  TraceLink node(new TraceNode{.step = std::move(step), .value = value});
  node->operands.reserve(operands.size());
  for (const Column* operand : operands) node->operands.push_back(link_of(*operand));
  return ColumnAccess::traced(std::move(value), std::move(node));
}

namespace {

bool same_numbers(const Column& a, const Column& b) {
  if (!a.is_constant() || !b.is_constant())
    return !a.is_constant() && !b.is_constant() && a.data() == b.data();
  return std::bit_cast<std::uint64_t>(a.constant()) == std::bit_cast<std::uint64_t>(b.constant());
}

/// A node of its own for a name: the step of `value` if that had no name yet, else another name for it.
Column with_node(Column value, std::string_view name, const Dimension* counts,
                 std::optional<std::size_t> origin) {
  const TraceLink from = link_of(value);
  const bool has_name = !from->name.empty() || from->origin;
  TraceLink node(new TraceNode{.step = has_name ? Step(Renamed{}) : from->step, .value = from->value});
  node->operands = has_name ? std::vector{from} : from->operands;
  node->name = name;
  node->origin = origin;
  node->counts = counts;
  return ColumnAccess::traced(std::move(value), std::move(node));
}

}  // namespace

Column combine_traced(Binary op, const Column& a, const Column& b) {
  Column result = combine(op, a.plain(), b.plain(), nullptr);
  // A factor of one or a term of zero that is nobody's input explains nothing.
  if (const Column* same = unchanged(op, a, b)) {
    const Column& neutral = same == &a ? b : a;
    if (!neutral.is_traced() && same_numbers(result, *same)) return *same;
  }
  return recorded(op, std::move(result), {&a, &b});
}

Column with_name(std::string_view name, Column value, const Dimension* counts) {
  if (value.is_traced() && ColumnAccess::trace(value)->name == name) return value;
  return with_node(std::move(value), name, counts, std::nullopt);
}

}  // namespace detail

Column leaf(Column value, std::string_view name, std::size_t origin, const Dimension* counts) {
  return detail::with_node(std::move(value), name, counts, origin);
}

Column sum_of(std::string_view name, const std::vector<Column>& terms, const Dimension* counts) {
  Column total = 0.0;
  for (const Column& term : terms) total += term.plain();
  const auto traced = [](const Column& term) { return term.is_traced(); };
  if (std::none_of(terms.begin(), terms.end(), traced)) return total;
  total = detail::recorded(detail::Sum{}, std::move(total), {});
  const detail::TraceLink& node = ColumnAccess::trace(total);
  for (const Column& term : terms) node->operands.push_back(detail::link_of(term));
  node->name = name;
  node->counts = counts;
  return total;
}

Column opaque(std::string_view function, Column value, std::initializer_list<Argument> arguments,
              const Dimension* counts) {
  return opaque(function, std::move(value), std::span(arguments.begin(), arguments.size()), counts);
}

Column opaque(std::string_view function, Column value, std::span<const Argument> arguments,
              const Dimension* counts) {
  const auto traced = [](const Argument& argument) { return argument.value.is_traced(); };
  if (!value.is_traced() && std::none_of(arguments.begin(), arguments.end(), traced)) return value;
  detail::Opaque step{.function = std::string(function), .body = ColumnAccess::trace(value)};
  Column result = detail::recorded(std::move(step), std::move(value).plain(), {});
  const detail::TraceLink& node = ColumnAccess::trace(result);
  for (const Argument& argument : arguments) {
    // A number of the program's own has a name here, if no origin.
    const Column operand = always_named(argument.name, argument.value, argument.counts);
    node->operands.push_back(ColumnAccess::trace(operand));
  }
  node->counts = counts;
  return result;
}

}  // namespace llmtco
