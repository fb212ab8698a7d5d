#pragma once

#if defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>

#include <cstddef>
#include <cstdint>

/// Four draws at a time; see lanes_scalar.h for what each function means.
namespace llmtco::detail::lanes_avx2 {

inline constexpr std::size_t lanes = 4;

struct Real {
  __m256d v;
};
struct Bits {
  __m256i v;
};
struct Mask {
  __m256d v;
};

inline Real load(const double* from) { return {_mm256_load_pd(from)}; }
inline Real load_any(const double* from) { return {_mm256_loadu_pd(from)}; }
inline void store(double* to, Real a) { _mm256_store_pd(to, a.v); }
inline Real splat(double a) { return {_mm256_set1_pd(a)}; }
inline double first(Real a) { return _mm256_cvtsd_f64(a.v); }
inline Real operator+(Real a, Real b) { return {_mm256_add_pd(a.v, b.v)}; }
inline Real operator-(Real a, Real b) { return {_mm256_sub_pd(a.v, b.v)}; }
inline Real operator*(Real a, Real b) { return {_mm256_mul_pd(a.v, b.v)}; }
inline Real operator/(Real a, Real b) { return {_mm256_div_pd(a.v, b.v)}; }
inline Real fma(Real a, Real b, Real c) { return {_mm256_fmadd_pd(a.v, b.v, c.v)}; }
inline Real square_root(Real a) { return {_mm256_sqrt_pd(a.v)}; }
inline Real round_down(Real a) { return {_mm256_floor_pd(a.v)}; }
inline Real round_up(Real a) { return {_mm256_ceil_pd(a.v)}; }
inline Real lesser(Real a, Real b) { return {_mm256_min_pd(a.v, b.v)}; }
inline Real greater(Real a, Real b) { return {_mm256_max_pd(a.v, b.v)}; }

inline Mask less(Real a, Real b) { return {_mm256_cmp_pd(a.v, b.v, _CMP_LT_OQ)}; }
inline Mask less_equal(Real a, Real b) { return {_mm256_cmp_pd(a.v, b.v, _CMP_LE_OQ)}; }
inline Mask equal(Real a, Real b) { return {_mm256_cmp_pd(a.v, b.v, _CMP_EQ_OQ)}; }
inline Mask is_nan(Real a) { return {_mm256_cmp_pd(a.v, a.v, _CMP_UNORD_Q)}; }
inline Real select(Mask m, Real a, Real b) { return {_mm256_blendv_pd(b.v, a.v, m.v)}; }
inline Bits select(Mask m, Bits a, Bits b) {
  return {_mm256_blendv_epi8(b.v, a.v, _mm256_castpd_si256(m.v))};
}
inline bool any(Mask m) { return _mm256_movemask_pd(m.v) != 0; }
inline Mask less_equal(Mask m, Real a, Real b) {
  return {_mm256_and_pd(m.v, _mm256_cmp_pd(a.v, b.v, _CMP_LE_OQ))};
}
inline Mask nowhere() { return {_mm256_setzero_pd()}; }
inline Mask either(Mask a, Mask b) { return {_mm256_or_pd(a.v, b.v)}; }
inline unsigned lanes_of(Mask m) { return static_cast<unsigned>(_mm256_movemask_pd(m.v)); }
inline std::size_t append(double* to, Mask m, Real a) {
  const unsigned set = static_cast<unsigned>(_mm256_movemask_pd(m.v));
  if (set == 0) return 0;
  alignas(32) double each[4];
  _mm256_store_pd(each, a.v);
  std::size_t length = 0;
  for (unsigned k = 0; k < 4; ++k) {
    to[length] = each[k];
    length += set >> k & 1u;
  }
  return length;
}

inline Bits bits(Real a) { return {_mm256_castpd_si256(a.v)}; }
inline Real real(Bits a) { return {_mm256_castsi256_pd(a.v)}; }
inline Bits splat_bits(std::uint64_t a) { return {_mm256_set1_epi64x(static_cast<long long>(a))}; }
inline Bits load_bits(const std::uint64_t* from) {
  return {_mm256_load_si256(reinterpret_cast<const __m256i*>(from))};
}
inline Bits operator+(Bits a, Bits b) { return {_mm256_add_epi64(a.v, b.v)}; }
inline Bits operator-(Bits a, Bits b) { return {_mm256_sub_epi64(a.v, b.v)}; }
inline Bits operator&(Bits a, Bits b) { return {_mm256_and_si256(a.v, b.v)}; }
inline Bits operator|(Bits a, Bits b) { return {_mm256_or_si256(a.v, b.v)}; }
inline Bits operator^(Bits a, Bits b) { return {_mm256_xor_si256(a.v, b.v)}; }
inline Bits sequence(std::uint64_t first) { return splat_bits(first) + Bits{_mm256_set_epi64x(3, 2, 1, 0)}; }
template <int n>
Bits shift_left(Bits a) {
  return {_mm256_slli_epi64(a.v, n)};
}
template <int n>
Bits shift_right(Bits a) {
  return {_mm256_srli_epi64(a.v, n)};
}
inline Bits count_up(Bits a, Mask m) { return {_mm256_sub_epi64(a.v, _mm256_castpd_si256(m.v))}; }
inline std::size_t total(Bits a) {
  alignas(32) std::uint64_t each[4];
  _mm256_store_si256(reinterpret_cast<__m256i*>(each), a.v);
  return each[0] + each[1] + each[2] + each[3];
}
inline Bits multiply_low32(Bits a, Bits b) { return {_mm256_mul_epu32(a.v, b.v)}; }
/// Reverses nibbles by two table look-ups per byte, then the bytes of each low word.
inline Bits reverse32(Bits a) {
  const __m256i nibble = _mm256_set1_epi8(0x0f);
  const __m256i reversed =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15));
  const __m256i order =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(3, 2, 1, 0, -1, -1, -1, -1, 11, 10, 9, 8, -1, -1, -1, -1));
  const __m256i low = _mm256_shuffle_epi8(reversed, _mm256_and_si256(a.v, nibble));
  const __m256i high = _mm256_shuffle_epi8(reversed, _mm256_and_si256(_mm256_srli_epi64(a.v, 4), nibble));
  return {_mm256_shuffle_epi8(_mm256_or_si256(_mm256_slli_epi64(low, 4), high), order)};
}
inline Real gather(const double* table, Bits index) { return {_mm256_i64gather_pd(table, index.v, 8)}; }

}  // namespace llmtco::detail::lanes_avx2
#endif
