#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "units/dimension.h"
#include "variables/graph.h"

namespace llmtco {

/// A node and what its number counts.
struct TypedNode {
  NodeId node = known;
  Dimension dimension;
};

/// Why an expression cannot be read. `word` is the name or unit at fault, empty where there is none; `hint` what
/// was probably meant, where whoever looked a name up knows.
struct ExpressionError {
  std::string message;
  std::string word;
  std::string hint{};
};

using Expression = std::variant<TypedNode, ExpressionError>;

/// Reads a formula over named variables, as in `demand * 1.2`, `max(gpu_hour, $1.50/h) * 8` or `(a + b) / 2`.
///
/// + - * / and parentheses; min(a, b), max(a, b), ceil, floor, abs, exp, log; numbers with their unit written
/// together (`$2.49/h`, `80GB`). Dimensions are checked: sums need equals, exp and log plain numbers.
/// `lookup` gives the node of a name, or the reason why there is none; `literal` the origin of a number that
/// stands in the formula itself. An amount of another
/// currency (`€20k/month`) asks for `rates.EUR`, its dollars. `catalog.NAME` is asked for by that whole name; a minus behind it needs a space.
Expression parse_expression(std::string_view text, Graph& graph,
                            const std::function<Expression(std::string_view name)>& lookup,
                            const std::function<OriginId(std::string_view number)>& literal = {});

}  // namespace llmtco
