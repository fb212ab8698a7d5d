#pragma once

#include <cassert>
#include <cstddef>
#include <utility>

#include "columns/block.h"
#include "columns/buffers.h"
#include "columns/kernels.h"
#include "columns/trace_link.h"

namespace llmtco {

/// One quantity over a block of 1,024 draws: a constant while it
/// is the same in every draw, else 1,024 doubles.
///
/// Arithmetic between constants is arithmetic of doubles; the other forms run over the block with the
/// instruction set of isa(), and every one of them gives the same bits. A temporary operand lends its buffer
/// to the result; a copy reads the same buffer until one of the two is written to. Functions (exp, min,
/// select, ...) stand in columns/column_math.h; columns/trace.h lets a column tell how it came about.
class Column {
 public:
  Column() = default;                               // the constant 0
  Column(double constant) : constant_(constant) {}  // NOLINT(google-explicit-constructor): 2.0 * column
  Column(const Column& other) noexcept
      : constant_(other.constant_), values_(other.values_), trace_(other.trace_) {
    if (values_ != nullptr) detail::users(values_).fetch_add(1, std::memory_order_relaxed);
  }
  Column(Column&& other) noexcept
      : constant_(other.constant_),
        values_(std::exchange(other.values_, nullptr)),
        trace_(std::move(other.trace_)) {}
  Column& operator=(const Column& other) noexcept { return *this = Column(other); }
  Column& operator=(Column&& other) noexcept {
    std::swap(constant_, other.constant_);
    std::swap(values_, other.values_);
    trace_.swap(other.trace_);
    return *this;
  }
  ~Column() {
    if (values_ != nullptr) release();
  }

  /// 1,024 doubles to be written through values() before anything is read.
  static Column uninitialised();

  bool is_constant() const { return values_ == nullptr; }
  double constant() const {
    assert(is_constant());
    return constant_;
  }
  /// Whether it is this constant.
  bool is(double number) const { return is_constant() && constant_ == number; }
  double operator[](std::size_t draw) const {
    assert(draw < block_draws);
    return is_constant() ? constant_ : values_[draw];
  }
  const double* data() const {
    assert(!is_constant());
    return values_;
  }
  /// The doubles, for writing by this column alone; a constant is spread over the block first. What a trace
  /// said of them no longer holds, and is dropped.
  double* values();

  /// Whether it knows how it came about; columns/trace.h.
  bool is_traced() const { return trace_.get() != nullptr; }
  /// The same numbers, and nothing of how they came about.
  Column plain() const& { return Column(*this).plain(); }
  Column plain() && {
    trace_ = {};
    return std::move(*this);
  }

  Column operator-() const;
  Column& operator+=(const Column& other);
  Column& operator-=(const Column& other);
  Column& operator*=(const Column& other);
  Column& operator/=(const Column& other);

 private:
  friend struct ColumnAccess;
  bool is_shared() const { return detail::users(values_).load(std::memory_order_acquire) > 1; }
  /// The only user needs no locked instruction: nobody else can copy a column that ends here.
  void release() noexcept {
    if (!is_shared() || detail::users(values_).fetch_sub(1, std::memory_order_acq_rel) == 1)
      detail::give_back(values_);
    values_ = nullptr;
  }

  double constant_ = 0;
  double* values_ = nullptr;
  detail::TraceLink trace_;
};

namespace detail {

/// a op b; a buffer of `spare` (one of the operands, or null) is taken for the result.
Column combine(Binary op, const Column& a, const Column& b, Column* spare);

inline Column combine_lending(Binary op, Column& a, Column& b) {
  return combine(op, a, b, a.is_constant() ? &b : &a);
}

}  // namespace detail

inline Column operator+(const Column& a, const Column& b) {
  return detail::combine(detail::Binary::add, a, b, nullptr);
}
inline Column operator+(Column&& a, const Column& b) {
  return detail::combine(detail::Binary::add, a, b, &a);
}
inline Column operator+(const Column& a, Column&& b) {
  return detail::combine(detail::Binary::add, a, b, &b);
}
inline Column operator+(Column&& a, Column&& b) { return detail::combine_lending(detail::Binary::add, a, b); }

inline Column operator-(const Column& a, const Column& b) {
  return detail::combine(detail::Binary::subtract, a, b, nullptr);
}
inline Column operator-(Column&& a, const Column& b) {
  return detail::combine(detail::Binary::subtract, a, b, &a);
}
inline Column operator-(const Column& a, Column&& b) {
  return detail::combine(detail::Binary::subtract, a, b, &b);
}
inline Column operator-(Column&& a, Column&& b) {
  return detail::combine_lending(detail::Binary::subtract, a, b);
}

inline Column operator*(const Column& a, const Column& b) {
  return detail::combine(detail::Binary::multiply, a, b, nullptr);
}
inline Column operator*(Column&& a, const Column& b) {
  return detail::combine(detail::Binary::multiply, a, b, &a);
}
inline Column operator*(const Column& a, Column&& b) {
  return detail::combine(detail::Binary::multiply, a, b, &b);
}
inline Column operator*(Column&& a, Column&& b) {
  return detail::combine_lending(detail::Binary::multiply, a, b);
}

inline Column operator/(const Column& a, const Column& b) {
  return detail::combine(detail::Binary::divide, a, b, nullptr);
}
inline Column operator/(Column&& a, const Column& b) {
  return detail::combine(detail::Binary::divide, a, b, &a);
}
inline Column operator/(const Column& a, Column&& b) {
  return detail::combine(detail::Binary::divide, a, b, &b);
}
inline Column operator/(Column&& a, Column&& b) {
  return detail::combine_lending(detail::Binary::divide, a, b);
}

}  // namespace llmtco
