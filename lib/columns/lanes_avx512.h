#pragma once

#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512BW__) && defined(__AVX512VL__)
#include <immintrin.h>

#include <cstddef>
#include <cstdint>

/// Eight draws at a time; see lanes_scalar.h for what each function means.
namespace llmtco::detail::lanes_avx512 {

inline constexpr std::size_t lanes = 8;

struct Real {
  __m512d v;
};
struct Bits {
  __m512i v;
};
struct Mask {
  __mmask8 v;
};

inline Real load(const double* from) { return {_mm512_load_pd(from)}; }
inline Real load_any(const double* from) { return {_mm512_loadu_pd(from)}; }
inline void store(double* to, Real a) { _mm512_store_pd(to, a.v); }
inline Real splat(double a) { return {_mm512_set1_pd(a)}; }
inline double first(Real a) { return _mm512_cvtsd_f64(a.v); }
inline Real operator+(Real a, Real b) { return {_mm512_add_pd(a.v, b.v)}; }
inline Real operator-(Real a, Real b) { return {_mm512_sub_pd(a.v, b.v)}; }
inline Real operator*(Real a, Real b) { return {_mm512_mul_pd(a.v, b.v)}; }
inline Real operator/(Real a, Real b) { return {_mm512_div_pd(a.v, b.v)}; }
inline Real fma(Real a, Real b, Real c) { return {_mm512_fmadd_pd(a.v, b.v, c.v)}; }
inline Real square_root(Real a) { return {_mm512_sqrt_pd(a.v)}; }
inline Real round_down(Real a) { return {_mm512_roundscale_pd(a.v, 0x09)}; }
inline Real round_up(Real a) { return {_mm512_roundscale_pd(a.v, 0x0a)}; }
inline Real lesser(Real a, Real b) { return {_mm512_min_pd(a.v, b.v)}; }
inline Real greater(Real a, Real b) { return {_mm512_max_pd(a.v, b.v)}; }

inline Mask less(Real a, Real b) { return {_mm512_cmp_pd_mask(a.v, b.v, _CMP_LT_OQ)}; }
inline Mask less_equal(Real a, Real b) { return {_mm512_cmp_pd_mask(a.v, b.v, _CMP_LE_OQ)}; }
inline Mask equal(Real a, Real b) { return {_mm512_cmp_pd_mask(a.v, b.v, _CMP_EQ_OQ)}; }
inline Mask is_nan(Real a) { return {_mm512_cmp_pd_mask(a.v, a.v, _CMP_UNORD_Q)}; }
inline Real select(Mask m, Real a, Real b) { return {_mm512_mask_blend_pd(m.v, b.v, a.v)}; }
inline Bits select(Mask m, Bits a, Bits b) { return {_mm512_mask_blend_epi64(m.v, b.v, a.v)}; }
inline bool any(Mask m) { return m.v != 0; }
inline Mask less_equal(Mask m, Real a, Real b) {
  return {_mm512_mask_cmp_pd_mask(m.v, a.v, b.v, _CMP_LE_OQ)};
}
inline Mask nowhere() { return {0}; }
inline Mask either(Mask a, Mask b) { return {static_cast<__mmask8>(a.v | b.v)}; }
inline unsigned lanes_of(Mask m) { return m.v; }
inline std::size_t append(double* to, Mask m, Real a) {
  _mm512_storeu_pd(to, _mm512_maskz_compress_pd(m.v, a.v));
  return static_cast<std::size_t>(__builtin_popcount(m.v));
}

inline Bits bits(Real a) { return {_mm512_castpd_si512(a.v)}; }
inline Real real(Bits a) { return {_mm512_castsi512_pd(a.v)}; }
inline Bits splat_bits(std::uint64_t a) { return {_mm512_set1_epi64(static_cast<long long>(a))}; }
inline Bits load_bits(const std::uint64_t* from) { return {_mm512_load_si512(from)}; }
inline Bits operator+(Bits a, Bits b) { return {_mm512_add_epi64(a.v, b.v)}; }
inline Bits operator-(Bits a, Bits b) { return {_mm512_sub_epi64(a.v, b.v)}; }
inline Bits operator&(Bits a, Bits b) { return {_mm512_and_si512(a.v, b.v)}; }
inline Bits operator|(Bits a, Bits b) { return {_mm512_or_si512(a.v, b.v)}; }
inline Bits operator^(Bits a, Bits b) { return {_mm512_xor_si512(a.v, b.v)}; }
inline Bits sequence(std::uint64_t first) {
  return splat_bits(first) + Bits{_mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0)};
}
template <int n>
Bits shift_left(Bits a) {
  return {_mm512_slli_epi64(a.v, n)};
}
template <int n>
Bits shift_right(Bits a) {
  return {_mm512_srli_epi64(a.v, n)};
}
inline Bits count_up(Bits a, Mask m) { return {_mm512_mask_add_epi64(a.v, m.v, a.v, _mm512_set1_epi64(1))}; }
inline std::size_t total(Bits a) { return static_cast<std::size_t>(_mm512_reduce_add_epi64(a.v)); }
inline Bits multiply_low32(Bits a, Bits b) { return {_mm512_mul_epu32(a.v, b.v)}; }
/// Reverses nibbles by two table look-ups per byte, then the bytes of each low word.
inline Bits reverse32(Bits a) {
  const __m512i nibble = _mm512_set1_epi8(0x0f);
  const __m512i reversed =
      _mm512_broadcast_i32x4(_mm_setr_epi8(0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15));
  const __m512i order =
      _mm512_broadcast_i32x4(_mm_setr_epi8(3, 2, 1, 0, -1, -1, -1, -1, 11, 10, 9, 8, -1, -1, -1, -1));
  const __m512i low = _mm512_shuffle_epi8(reversed, _mm512_and_si512(a.v, nibble));
  const __m512i high = _mm512_shuffle_epi8(reversed, _mm512_and_si512(_mm512_srli_epi64(a.v, 4), nibble));
  return {_mm512_shuffle_epi8(_mm512_or_si512(_mm512_slli_epi64(low, 4), high), order)};
}
inline Real gather(const double* table, Bits index) { return {_mm512_i64gather_pd(index.v, table, 8)}; }

}  // namespace llmtco::detail::lanes_avx512
#endif
