#pragma once

#include "columns/column.h"

/// Elementwise functions of columns. Constants give constants;
/// repeatable.h has the same functions for one double.
namespace llmtco {

/// Masks: 1 where true, 0 where false or where either side is NaN. Products are "and", 1 - mask is "not".
Column less(const Column& a, const Column& b);
Column less_equal(const Column& a, const Column& b);
Column greater(const Column& a, const Column& b);
Column greater_equal(const Column& a, const Column& b);
Column equal(const Column& a, const Column& b);
/// a where the mask is not 0, else b. A constant mask picks one of them whole.
Column select(const Column& mask, const Column& a, const Column& b);
/// Whether a mask is not 0 in at least one draw, in every draw.
bool any(const Column& mask);
bool all(const Column& mask);
/// Whether two columns have the same number in every draw, bit by bit.
bool identical(const Column& a, const Column& b);
/// The smallest and the largest value of all draws; NaN where one is.
double smallest(const Column& column);
double largest(const Column& column);

/// NaN in either operand gives NaN.
Column min(const Column& a, const Column& b);
Column max(const Column& a, const Column& b);

/// a * b + c rounded once.
Column fma(const Column& a, const Column& b, const Column& c);

Column abs(Column a);
Column sqrt(Column a);
Column floor(Column a);
Column ceil(Column a);
/// Within 1.1 ulp; 0 below -745.13, infinity above 709.78, subnormal results rounded once.
Column exp(Column a);
/// Within 1 ulp, subnormals included; -infinity at 0, NaN below.
Column log(Column a);
/// log(1 + a) within 2 ulp.
Column log1p(Column a);
/// x^y = exp(y log x) for x >= 0, NaN below; relative error about (1 + |y log x|) * 1.1e-16.
/// x^0 = 1; 0^y is 0 for y > 0 and infinity for y < 0.
Column pow(const Column& x, const Column& y);
/// P(Z <= z) of the standard normal: relative error below 1e-14 down to z = -37, below 1e-15 above 0.
Column normal_cdf(Column z);
/// The z with P(Z <= z) = u: relative error below 1e-13 for every u in (0, 1).
Column normal_quantile(Column u);

}  // namespace llmtco
