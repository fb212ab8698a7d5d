#pragma once

#include <cstddef>
#include <cstdint>

/// One draw at a time, in plain C++ with fused multiply-add: the
/// meaning the vector forms must repeat bit by bit.
namespace llmtco::detail::lanes_scalar {

inline constexpr std::size_t lanes = 1;

struct Real {
  double v;
};
struct Bits {
  std::uint64_t v;
};
struct Mask {
  bool v;
};

inline Real load(const double* from) { return {*from}; }
/// From any address; load() and store() want whole lanes.
inline Real load_any(const double* from) { return {*from}; }
inline void store(double* to, Real a) { *to = a.v; }
inline Real splat(double a) { return {a}; }
/// Lane 0.
inline double first(Real a) { return a.v; }
inline Real operator+(Real a, Real b) { return {a.v + b.v}; }
inline Real operator-(Real a, Real b) { return {a.v - b.v}; }
inline Real operator*(Real a, Real b) { return {a.v * b.v}; }
inline Real operator/(Real a, Real b) { return {a.v / b.v}; }
inline Real fma(Real a, Real b, Real c) { return {__builtin_fma(a.v, b.v, c.v)}; }
inline Real square_root(Real a) { return {__builtin_sqrt(a.v)}; }
inline Real round_down(Real a) { return {__builtin_floor(a.v)}; }
inline Real round_up(Real a) { return {__builtin_ceil(a.v)}; }
/// a < b ? a : b, so b when either is NaN.
inline Real lesser(Real a, Real b) { return {a.v < b.v ? a.v : b.v}; }
inline Real greater(Real a, Real b) { return {a.v > b.v ? a.v : b.v}; }

inline Mask less(Real a, Real b) { return {a.v < b.v}; }
inline Mask less_equal(Real a, Real b) { return {a.v <= b.v}; }
inline Mask equal(Real a, Real b) { return {a.v == b.v}; }
inline Mask is_nan(Real a) { return {a.v != a.v}; }
inline Real select(Mask m, Real a, Real b) { return {m.v ? a.v : b.v}; }
inline Bits select(Mask m, Bits a, Bits b) { return {m.v ? a.v : b.v}; }
inline bool any(Mask m) { return m.v; }
/// Where m holds and a <= b.
inline Mask less_equal(Mask m, Real a, Real b) { return {m.v && a.v <= b.v}; }
inline Mask nowhere() { return {false}; }
inline Mask either(Mask a, Mask b) { return {a.v || b.v}; }
/// A bit for each lane.
inline unsigned lanes_of(Mask m) { return m.v ? 1 : 0; }
/// Writes the lanes where m holds one after the other to any address, with room for all of them; returns how
/// many.
inline std::size_t append(double* to, Mask m, Real a) {
  *to = a.v;
  return m.v ? 1 : 0;
}

inline Bits bits(Real a) { return {__builtin_bit_cast(std::uint64_t, a.v)}; }
inline Real real(Bits a) { return {__builtin_bit_cast(double, a.v)}; }
inline Bits splat_bits(std::uint64_t a) { return {a}; }
inline Bits load_bits(const std::uint64_t* from) { return {*from}; }
/// first, first + 1, ... one per lane.
inline Bits sequence(std::uint64_t first) { return {first}; }
inline Bits operator+(Bits a, Bits b) { return {a.v + b.v}; }
inline Bits operator-(Bits a, Bits b) { return {a.v - b.v}; }
inline Bits operator&(Bits a, Bits b) { return {a.v & b.v}; }
inline Bits operator|(Bits a, Bits b) { return {a.v | b.v}; }
inline Bits operator^(Bits a, Bits b) { return {a.v ^ b.v}; }
template <int n>
Bits shift_left(Bits a) {
  return {a.v << n};
}
template <int n>
Bits shift_right(Bits a) {
  return {a.v >> n};
}
/// One more in the lanes where m holds; the sum over the lanes.
inline Bits count_up(Bits a, Mask m) { return {a.v + (m.v ? 1 : 0)}; }
inline std::size_t total(Bits a) { return a.v; }
/// Product of the low 32 bits of each, 64 bits wide.
inline Bits multiply_low32(Bits a, Bits b) { return {(a.v & 0xffffffffu) * (b.v & 0xffffffffu)}; }
/// The low 32 bits in reverse order; the upper 32 bits of the result are zero.
inline Bits reverse32(Bits a) {
  std::uint32_t x = static_cast<std::uint32_t>(a.v);
  x = ((x >> 1) & 0x55555555u) | ((x & 0x55555555u) << 1);
  x = ((x >> 2) & 0x33333333u) | ((x & 0x33333333u) << 2);
  x = ((x >> 4) & 0x0f0f0f0fu) | ((x & 0x0f0f0f0fu) << 4);
  return {__builtin_bswap32(x)};
}
inline Real gather(const double* table, Bits index) { return {table[index.v]}; }

}  // namespace llmtco::detail::lanes_scalar
