#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "columns/column.h"

/// What code that computes with columns says of them, so that a number can be explained by the code that ran.
///
/// An input made with leaf() is traced, and whatever is computed from it is too: it knows its operation and
/// its operands, down to the inputs. Nothing else changes: the numbers are the same bit by bit, and where no
/// input is traced all functions here give back what they got. columns/trace_view.h reads the account.
///
///     const Column tokens = leaf(7e6, "chat.tokens", 12), price = leaf(3e-6, "openai.input", 13);
///     const Column cost = named("input tokens", price * tokens);   // "input tokens" = price * tokens = 21
namespace llmtco {

/// What a number counts: defined by `units`, and only carried along here. Null where it is a plain number.
struct Dimension;

/// An input. `origin` counts into a list of the caller's that says where inputs come from. A value that has
/// been computed from other inputs keeps the account of that below its name.
Column leaf(Column value, std::string_view name, std::size_t origin, const Dimension* counts = nullptr);

namespace detail {
Column with_name(std::string_view name, Column value, const Dimension* counts);
}

/// The same numbers under a name that explanations show. Free where the value is not traced.
inline Column named(std::string_view name, Column value, const Dimension* counts = nullptr) {
  if (!value.is_traced()) [[likely]]
    return value;
  return detail::with_name(name, std::move(value), counts);
}

/// The same under a name even where nothing is traced, for a number of the program's own that an explanation
/// has to show: a leaf without origin.
inline Column always_named(std::string_view name, Column value, const Dimension* counts = nullptr) {
  return detail::with_name(name, std::move(value), counts);
}

/// The sum of the terms, added from the first to the last: one operation, however many there are.
Column sum_of(std::string_view name, const std::vector<Column>& terms, const Dimension* counts = nullptr);

/// What a function was called with; the value must outlive the call of opaque().
struct Argument {
  std::string_view name;
  const Column& value;
  const Dimension* counts = nullptr;
};

/// The value of a function that is explained by its name and arguments alone, as `steady state(load, batch)`:
/// an iterative solver, or a column written by hand through values(). If `value` is traced, its own account
/// stays inside for whoever opens the function; compute with plain() arguments where that would be too much.
Column opaque(std::string_view function, Column value, std::initializer_list<Argument> arguments,
              const Dimension* counts = nullptr);
Column opaque(std::string_view function, Column value, std::span<const Argument> arguments,
              const Dimension* counts = nullptr);

}  // namespace llmtco
