#pragma once

#include <cstddef>

#include "host/kernels_by_isa.h"

/// What one instruction set offers for whole columns; column.cpp calls these through isa().
namespace llmtco::detail {

enum class Unary { negate, abs, sqrt, floor, ceil, exp, log, log1p, normal_cdf, normal_quantile };
enum class Binary { add, subtract, multiply, divide, min, max, less, less_equal, equal, power };
inline constexpr std::size_t unary_count = 10;
inline constexpr std::size_t binary_count = 10;

/// One number: the vector forms spread it over their lanes, which is faster than a software fused
/// multiply-add.
using OneKernel = double (*)(double a);
/// Operands point to 1,024 aligned doubles or to one; `out` may be an operand's own buffer.
using UnaryKernel = void (*)(double* out, const double* a);
using BinaryKernel = void (*)(double* out, const double* a, const double* b);
using TernaryKernel = void (*)(double* out, const double* a, const double* b, const double* c);

/// The second index of `binary` has bit 0 set when a is a column and bit 1 when b is; that of `fma` bit 2 for
/// c. `select` takes a column of 0 and 1, and bits 0 and 1 for the two values.
struct Kernels {
  OneKernel one[unary_count];
  double (*one_power)(double x, double y);
  UnaryKernel unary[unary_count];
  BinaryKernel binary[binary_count][4];
  TernaryKernel fma[8];
  TernaryKernel select[4];
};

LLMTCO_DECLARE_KERNELS

}  // namespace llmtco::detail
