#include "columns/column.h"

#include <algorithm>
#include <cstring>

#include "columns/column_access.h"
#include "columns/isa.h"
#include "columns/pool.h"
#include "columns/repeatable.h"
#include "columns/trace_node.h"

namespace llmtco {

Column Column::uninitialised() {
  Column column;
  column.values_ = detail::take_buffer();
  return column;
}

double* Column::values() {
  if (is_traced()) [[unlikely]]
    trace_ = {};
  if (is_constant()) {
    values_ = detail::take_buffer();
    std::fill_n(values_, block_draws, constant_);
  } else if (is_shared()) {
    double* own = detail::take_buffer();
    std::memcpy(own, values_, block_draws * sizeof(double));
    release();
    values_ = own;
  }
  return values_;
}

Column& Column::operator+=(const Column& other) {
  return *this = combine(detail::Binary::add, *this, other, this);
}
Column& Column::operator-=(const Column& other) {
  return *this = combine(detail::Binary::subtract, *this, other, this);
}
Column& Column::operator*=(const Column& other) {
  return *this = combine(detail::Binary::multiply, *this, other, this);
}
Column& Column::operator/=(const Column& other) {
  return *this = combine(detail::Binary::divide, *this, other, this);
}

namespace detail {

const Kernels& kernels() {
#if defined(__x86_64__)
  switch (isa()) {
    case Isa::scalar:
      return lanes_scalar::kernels();
    case Isa::avx2:
      return lanes_avx2::kernels();
    case Isa::avx512:
      return lanes_avx512::kernels();
  }
#endif
  return lanes_scalar::kernels();
}

double combine_constants(Binary op, double a, double b) {
  switch (op) {
    case Binary::add:
      return a + b;
    case Binary::subtract:
      return a - b;
    case Binary::multiply:
      return a * b;
    case Binary::divide:
      return a / b;
    case Binary::min:
      return a != a ? a : (a < b ? a : b);
    case Binary::max:
      return a != a ? a : (a > b ? a : b);
    case Binary::less:
      return a < b ? 1 : 0;
    case Binary::less_equal:
      return a <= b ? 1 : 0;
    case Binary::equal:
      return a == b ? 1 : 0;
    case Binary::power:
      return repeatable::pow(a, b);
  }
  assert(false);
  return 0;
}

Column combine(Binary op, const Column& a, const Column& b, Column* spare) {
  if (ColumnAccess::any_traced(a, b)) [[unlikely]]
    return combine_traced(op, a, b);
  const int columns = (a.is_constant() ? 0 : 1) | (b.is_constant() ? 0 : 2);
  if (columns == 0) return combine_constants(op, a.constant(), b.constant());
  if (const Column* same = unchanged(op, a, b)) {
    if (same == spare) return std::move(*spare);
    return *same;
  }
  const double* x = ColumnAccess::operand(a);
  const double* y = ColumnAccess::operand(b);
  Column result = ColumnAccess::result(spare);
  kernels().binary[static_cast<int>(op)][columns](result.values(), x, y);
  return result;
}

}  // namespace detail
}  // namespace llmtco
