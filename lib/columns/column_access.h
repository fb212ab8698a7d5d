#pragma once

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
};

namespace detail {
/// The kernels of isa().
const Kernels& kernels();
}  // namespace detail

}  // namespace llmtco
