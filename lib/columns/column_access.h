#pragma once

#include <cstdint>

#include "columns/column.h"

namespace llmtco {

/// What the implementation of columns may see of a Column.
struct ColumnAccess {
  /// The doubles of a column, or the one of a constant.
  static const double* operand(const Column& a) { return a.is_constant() ? &a.constant_ : a.values_; }
  /// A column for a result: it takes over the buffer of `spare` if that is nobody else's. `spare` keeps its
  /// constant, and its old buffer may still be read as an operand while the result is written.
  static Column result(Column* spare) {
    if (spare == nullptr || spare->is_constant() || spare->is_shared()) return Column::uninitialised();
    return std::move(*spare);
  }

  /// Whether one of the columns is traced: one branch for all of them.
  template <class... Columns>
  static bool any_traced(const Columns&... columns) {
    return (reinterpret_cast<std::uintptr_t>(columns.trace_.get()) | ...) != 0;
  }
  static const detail::TraceLink& trace(const Column& a) { return a.trace_; }
  /// The same numbers with another account of how they came about.
  static Column traced(Column a, detail::TraceLink trace) {
    a.trace_ = std::move(trace);
    return a;
  }
};

namespace detail {
/// The kernels of isa().
const Kernels& kernels();

/// a op b of two numbers, with the bits of the columns' kernels.
double combine_constants(Binary op, double a, double b);

/// The operand that a op b leaves as it is, as the other is a constant that changes nothing; null if neither.
/// `Number` is a Column, or whatever else has an is().
template <class Number>
const Number* unchanged(Binary op, const Number& a, const Number& b) {
  const bool product = op == Binary::multiply, sum = op == Binary::add;
  if ((product || op == Binary::divide) && b.is(1)) return &a;
  if ((sum || op == Binary::subtract) && b.is(0)) return &a;
  if ((product && a.is(1)) || (sum && a.is(0))) return &b;
  return nullptr;
}
}  // namespace detail

}  // namespace llmtco
