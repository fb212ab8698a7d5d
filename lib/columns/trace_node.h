#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "columns/column.h"
#include "columns/trace.h"

namespace llmtco::detail {

struct Leaf {};  ///< an input, a constant, or a column written by hand
enum class Ternary { fma, select };
struct Sum {};      ///< of all operands, first to last
struct Renamed {};  ///< its operand under another name
struct Opaque {
  std::string function;
  TraceLink body;  ///< how the value was computed; null where that is not known
};
using Step = std::variant<Leaf, Unary, Binary, Ternary, Sum, Renamed, Opaque>;

/// Nothing of a node changes once it is linked, so that threads may share it.
struct TraceNode {
  Step step;
  Column value;  ///< itself not traced
  std::vector<TraceLink> operands{};
  std::string name{};
  std::optional<std::size_t> origin{};
  const Dimension* counts = nullptr;

  std::atomic<std::uint32_t> users{1};
  TraceNode* next_dead = nullptr;  ///< while it is being deleted
};

/// The account of a column; a nameless leaf where it has none.
TraceLink link_of(const Column& column);

/// `value` as the result of a step on operands, at least one of which is traced.
Column recorded(Step step, Column value, std::initializer_list<const Column*> operands);
/// a op b, where one of the two is traced.
Column combine_traced(Binary op, const Column& a, const Column& b);

}  // namespace llmtco::detail
