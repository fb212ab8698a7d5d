#pragma once

#include "columns/elementary.h"

/// One struct per operation of kernels.h, `at` being the operation on one lane group.
namespace llmtco::detail::LLMTCO_LANES {

struct Negate {
  static Real at(Real a) { return real(bits(a) ^ splat_bits(0x8000000000000000ull)); }
};
struct Abs {
  static Real at(Real a) { return real(bits(a) & splat_bits(0x7fffffffffffffffull)); }
};
struct Sqrt {
  static Real at(Real a) { return square_root(a); }
};
struct Floor {
  static Real at(Real a) { return round_down(a); }
};
struct Ceil {
  static Real at(Real a) { return round_up(a); }
};
struct Exp {
  static Real at(Real a) { return exponential(a); }
};
struct Log {
  static Real at(Real a) { return logarithm(a); }
};
struct Log1p {
  static Real at(Real a) { return logarithm_1p(a); }
};
struct NormalCdf {
  static Real at(Real a) { return normal_distribution(a); }
};
struct NormalQuantile {
  static Real at(Real a) { return normal_inverse(a); }
};

struct Add {
  static Real at(Real a, Real b) { return a + b; }
};
struct Subtract {
  static Real at(Real a, Real b) { return a - b; }
};
struct Multiply {
  static Real at(Real a, Real b) { return a * b; }
};
struct Divide {
  static Real at(Real a, Real b) { return a / b; }
};
/// NaN if either is NaN: a missing number must not disappear in a minimum.
struct Min {
  static Real at(Real a, Real b) { return select(is_nan(a), a, lesser(a, b)); }
};
struct Max {
  static Real at(Real a, Real b) { return select(is_nan(a), a, greater(a, b)); }
};
struct Less {
  static Real at(Real a, Real b) { return select(less(a, b), splat(1), splat(0)); }
};
struct LessEqual {
  static Real at(Real a, Real b) { return select(less_equal(a, b), splat(1), splat(0)); }
};
struct Equal {
  static Real at(Real a, Real b) { return select(equal(a, b), splat(1), splat(0)); }
};
struct Power {
  static Real at(Real a, Real b) { return power(a, b); }
};

struct Fma {
  static Real at(Real a, Real b, Real c) { return fma(a, b, c); }
};
/// b where the mask is 0, a elsewhere.
struct Select {
  static Real at(Real mask, Real a, Real b) { return select(equal(mask, splat(0)), b, a); }
};

}  // namespace llmtco::detail::LLMTCO_LANES
