#pragma once

#include "columns/coefficients.h"
#include "columns/lanes.h"

/// exp, log and the normal distribution over the lanes of one instruction set: the same operations in the
/// same order for each, with every fused multiply-add written out. No libm.
namespace llmtco::detail::LLMTCO_LANES {

inline constexpr double infinity = __builtin_inf();
inline constexpr double smallest_normal = 0x1p-1022;

/// sum of coefficient[k] * x^k by Horner's rule.
template <int count>
Real polynomial(const double (&coefficient)[count], Real x) {
  Real sum = splat(coefficient[count - 1]);
  for (int k = count - 2; k >= 0; --k) sum = fma(sum, x, splat(coefficient[k]));
  return sum;
}

/// exp(x) = 2^n exp(r), n = x / ln 2 rounded, |r| <= ln(2) / 2. Within 1.1 ulp; 0 below -745.13, infinity
/// above 709.78. 2^n is applied in two halves, so that a subnormal result is rounded once.
inline Real exponential(Real x) {
  const Real round = splat(0x1.8p52);  // adding it leaves the nearest integer in the low bits
  x = greater(splat(-746), lesser(splat(710), x));
  const Real shifted = fma(x, splat(0x1.71547652b82fep+0), round);
  const Real n = shifted - round;
  Real r = fma(n, splat(-0x1.62e42fefa38p-1), x);
  r = fma(n, splat(-0x1.ef35793c7673p-45), r);
  const Real p = fma(r * r, polynomial(exp_tail, r), r) + splat(1);
  // In biased form n + 2048 is positive, so a logical shift halves it.
  const Bits biased = (bits(shifted) - bits(round)) + splat_bits(2048);
  const Bits half = shift_right<1>(biased);
  const Bits rest = biased - half;
  const Real first = real(shift_left<52>(half + splat_bits(1023 - 1024)));
  const Real second = real(shift_left<52>(rest + splat_bits(1023 - 1024)));
  return p * first * second;
}

/// log(x) for positive normal x, within 1 ulp: x = 2^k (1 + f)
/// with 1 + f in [sqrt(1/2), sqrt(2)), s = f / (2 + f),
///     log(1 + f) = f - (f^2/2 - s (f^2/2 + R(s^2))),   R(z) = z * log_series(z)
/// The arrangement keeps log exact near 1 (k = 0); k ln 2 is
/// added in two parts. `exponent_shift` is taken off k.
inline Real logarithm_of_normal(Real x, Real exponent_shift) {
  constexpr unsigned long long root_half = 0x3fe6a09e00000000ull;
  const Bits scaled = bits(x) + splat_bits(0x3ff0000000000000ull - root_half);
  const Bits mantissa = (scaled & splat_bits(0x000fffffffffffffull)) + splat_bits(root_half);
  const Real biased = real(shift_right<52>(scaled) | splat_bits(0x4330000000000000ull));
  const Real k = biased - (splat(0x1p52 + 1023) + exponent_shift);
  const Real f = real(mantissa) - splat(1);
  const Real s = f / (splat(2) + f);
  const Real z = s * s;
  const Real series = z * polynomial(log_series, z);
  const Real half_square = splat(0.5) * f * f;
  const Real small = fma(s, half_square + series, k * splat(0x1.ef35793c7673p-45));
  return fma(k, splat(0x1.62e42fefa38p-1), f - (half_square - small));
}

/// log(x): -infinity at 0, NaN below it, infinity at infinity; subnormal x are scaled by 2^54 first.
inline Real logarithm(Real x) {
  const Mask subnormal = less(x, splat(smallest_normal));
  const Real normal = select(subnormal, x * splat(0x1p54), x);
  Real result = logarithm_of_normal(normal, select(subnormal, splat(54), splat(0)));
  result = select(less(x, splat(infinity)), result, x);  // infinity and NaN pass through
  result = select(equal(x, splat(0)), splat(-infinity), result);
  return select(less(x, splat(0)), splat(__builtin_nan("")), result);
}

/// log(1 + x): with u = 1 + x rounded, log(u) - ((u - 1) - x) / u repairs the rounding.
inline Real logarithm_1p(Real x) {
  const Real u = splat(1) + x;
  const Real log_u = logarithm(u);
  const Real repaired = log_u - ((u - splat(1)) - x) / u;
  return select(less(splat(0), u), select(less(u, splat(infinity)), repaired, log_u), log_u);
}

/// x^y = exp(y log x) for x >= 0; NaN below. The relative error grows as |y log x| ulp: 1e-14 for a result of
/// 1e20. x^0 = 1 for every x; 0^y = 0 for y > 0 and infinity for y < 0.
inline Real power(Real x, Real y) {
  const Real result = exponential(y * logarithm(x));
  return select(equal(y, splat(0)), splat(1), result);
}

/// Upper tail of the standard normal beyond a >= 0, with
/// relative accuracy 2e-15 as long as it is a normal number:
///     Q(a) = exp(-a^2/2) erfcx(a / sqrt 2) / 2
/// a^2 is carried in two doubles, because an error e in it is a relative error e/2 in the result.
inline Real normal_upper_tail(Real a) {
  const Real x = a * splat(0x1.6a09e667f3bcdp-1);
  const Real t = (x - splat(3.75)) / (x + splat(3.75));
  const Real scaled = polynomial(scaled_erfc, t) / fma(splat(2), x, splat(1));
  const Real square = a * a;
  const Real lost = fma(a, a, splat(0) - square);
  const Real density = exponential(splat(-0.5) * square);
  return splat(0.5) * scaled * fma(density * splat(-0.5), lost, density);
}

/// P(Z <= z) of a standard normal Z. Beyond |z| = 39 the tail is 0, as it is in doubles.
inline Real normal_distribution(Real z) {
  const Real magnitude = lesser(splat(39), greater(z, splat(0) - z));
  const Real tail = normal_upper_tail(magnitude);
  const Real result = select(less(z, splat(0)), tail, splat(1) - tail);
  return select(is_nan(z), z, result);
}

inline Real rational(const double (&fraction)[2][8], Real x) {
  return polynomial(fraction[0], x) / polynomial(fraction[1], x);
}

/// Where normal_quantile_centre() does not hold: |u - 1/2| > 0.425. Not for u that is not a number.
inline Mask in_quantile_tail(Real u) {
  const Real q = u - splat(0.5);
  return less(splat(0.425), greater(q, splat(0) - q));
}

/// z with P(Z <= z) = u for u from 0.075 to 0.925, relative error below 1e-15.
inline Real normal_quantile_centre(Real u) {
  const Real q = u - splat(0.5);
  return q * rational(quantile_centre, fma(splat(0) - q, q, splat(0.180625)));
}

/// The same below and above that: -infinity at 0, infinity at 1, NaN outside.
inline Real normal_quantile_tail(Real u) {
  const Mask below = less(u, splat(0.5));
  const Real smaller = select(below, u, splat(1) - u);
  const Real r = square_root(splat(0) - logarithm(smaller));
  const Mask far = less(splat(5), r);
  Real z = rational(quantile_tail, r - splat(1.6));
  if (any(far)) z = select(far, rational(quantile_far_tail, r - splat(5)), z);
  z = select(equal(smaller, splat(0)), splat(infinity), z);
  return select(below, splat(0) - z, z);
}

/// z with P(Z <= z) = u.
inline Real normal_inverse(Real u) {
  return select(in_quantile_tail(u), normal_quantile_tail(u), normal_quantile_centre(u));
}

}  // namespace llmtco::detail::LLMTCO_LANES
