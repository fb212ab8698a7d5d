// The kernel for AVX2 with FMA and F16C: vpmaddubsw multiplies unsigned by signed bytes and adds pairs into
// 16 bits.
//
// q4 and q2: all 8 groups of a block fit one 16-bit sum (8 groups * 2 products * 15 * 127 = 30480 < 32767),
// so vpmaddwd widens once a block. q8: levels are signed, |level| times the activation with the level's sign;
// a pair is at most 2 * 128 * 127 = 32512, widened at once; no offset is needed.

#include <immintrin.h>

#include "kernel/stripe.h"
#include "kernel/unrolled.h"

namespace llmtco::kernel::detail {
namespace {

constexpr size_t width =
    3;  // 2 half tiles of 8 rows x 3 columns: 6 whole-number and 6 float sums of the 16 registers

template <int bits>
constexpr size_t unit_size = 128 + 256 * bits;  // 64 inputs of 32 rows

[[gnu::always_inline]] inline __m256i broadcast(const uint8_t* from) {
  int32_t value;
  __builtin_memcpy(&value, from, 4);
  return _mm256_set1_epi32(value);
}

[[gnu::always_inline]] inline __m256 broadcast_float(const uint8_t* from) {
  float value;
  __builtin_memcpy(&value, from, 4);
  return _mm256_set1_ps(value);
}

[[gnu::always_inline]] inline __m256i load(const uint8_t* from) {
  return _mm256_load_si256(reinterpret_cast<const __m256i*>(from));
}

[[gnu::always_inline]] inline __m256 scales_at(const uint8_t* halves) {
  return _mm256_cvtph_ps(_mm_load_si128(reinterpret_cast<const __m128i*>(halves)));
}

/// Codes of group `part` out of a stored vector; q8: levels; q2: doubled codes.
template <int bits, int part>
[[gnu::always_inline]] inline __m256i codes(__m256i stored) {
  if constexpr (bits == 8) return _mm256_xor_si256(stored, _mm256_set1_epi8(-128));
  if constexpr (bits == 4) {
    return _mm256_and_si256(part == 0 ? stored : _mm256_srli_epi16(stored, 4), _mm256_set1_epi8(15));
  } else {
    const __m256i moved = part == 0 ? _mm256_slli_epi16(stored, 1) : _mm256_srli_epi16(stored, part * 2 - 1);
    return _mm256_and_si256(moved, _mm256_set1_epi8(6));
  }
}

template <int bits>
[[gnu::always_inline]] inline __m256i plus_products(__m256i sum, __m256i w, __m256i x) {
  if constexpr (bits == 8) {
    const __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(w), _mm256_sign_epi8(x, w));
    return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
  } else {
    return _mm256_add_epi16(sum, _mm256_maddubs_epi16(w, x));
  }
}

/// Adds float(sum) * weight scale * activation scale of one block to the results of 8 rows.
template <int bits, int columns>
[[gnu::always_inline]] inline void add_scaled(const __m256i (&sum)[columns], __m256 scale,
                                              const uint8_t* record, __m256 (&result)[columns]) {
  unrolled<columns>([&](auto c) LLMTCO_INLINE {
    __m256i total = sum[c];
    if constexpr (bits != 8) {
      total = _mm256_add_epi32(_mm256_madd_epi16(total, _mm256_set1_epi16(1)),
                               broadcast(record + 32 * columns + 4 * c));
    }
    const __m256 activation = broadcast_float(record + 36 * columns + 4 * c);
    result[c] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(total), _mm256_mul_ps(scale, activation), result[c]);
  });
}

/// One tile (two halves of 8 rows), or both, times one panel: that of `a`, which writes from a.out on.
template <int bits, int columns, int tiles>
void tiles_times_panel(const StripeArgs& a, size_t tile) {
  constexpr int halves = 2 * tiles;
  const uint8_t *weights = a.weights, *record = a.panel;
  float* const out = a.out;
  const size_t units = a.units, prefetch = a.prefetch;
  __m256 result[halves][columns];
  unrolled<halves * columns>([&](auto i)
                                 LLMTCO_INLINE { result[i / columns][i % columns] = _mm256_setzero_ps(); });
  for (size_t unit = 0; unit < units; ++unit, weights += unit_size<bits>) {
    unrolled<2>([&](auto block) LLMTCO_INLINE {
      __m256i sum[halves][columns];
      unrolled<halves * columns>(
          [&](auto i) LLMTCO_INLINE { sum[i / columns][i % columns] = _mm256_setzero_si256(); });
      unrolled<bits>([&](auto v) LLMTCO_INLINE {
        const uint8_t* pair = weights + 128 + (block * bits + v) * 128;
        if (prefetch != 0) {
          _mm_prefetch(reinterpret_cast<const char*>(pair) + prefetch, _MM_HINT_T0);
          _mm_prefetch(reinterpret_cast<const char*>(pair) + prefetch + 64, _MM_HINT_T0);
        }
        unrolled<halves>([&](auto half) LLMTCO_INLINE {
          const __m256i stored = load(pair + 64 * tile + 32 * half);
          unrolled<8 / bits>([&](auto part) LLMTCO_INLINE {
            constexpr size_t group = v + bits * part;
            const __m256i w = codes<bits, part>(stored);
            unrolled<columns>([&](auto c) LLMTCO_INLINE {
              sum[half][c] =
                  plus_products<bits>(sum[half][c], w, broadcast(record + 4 * (group * columns + c)));
            });
          });
        });
      });
      unrolled<halves>([&](auto half) LLMTCO_INLINE {
        const __m256 scale = scales_at(weights + 64 * block + 32 * tile + 16 * half);
        add_scaled<bits, columns>(sum[half], scale, record, result[half]);
      });
      record += columns * block_column_bytes;
    });
  }
  unrolled<halves * columns>([&](auto i) LLMTCO_INLINE {
    _mm256_storeu_ps(out + i % columns * stripe_rows + 8 * (i / columns), result[i / columns][i % columns]);
  });
}

/// The same of f32 and f16: one fused multiply-add per input, in order.
template <bool half, int columns, int tiles>
void float_tiles_times_panel(const StripeArgs& a, size_t tile) {
  constexpr int halves = 2 * tiles;
  const uint8_t *weights = a.weights, *x = a.panel;
  float* const out = a.out;
  const size_t units = a.units, prefetch = a.prefetch;
  constexpr size_t tile_bytes = half ? 32 : 64;  // 16 rows of one input
  weights += tile * tile_bytes;
  __m256 result[halves][columns];
  unrolled<halves * columns>([&](auto i)
                                 LLMTCO_INLINE { result[i / columns][i % columns] = _mm256_setzero_ps(); });
  for (size_t k = 0; k < units * 64; ++k, weights += 2 * tile_bytes, x += 4 * columns) {
    if (prefetch != 0) {
      _mm_prefetch(reinterpret_cast<const char*>(weights) + prefetch, _MM_HINT_T0);
      if (!half) _mm_prefetch(reinterpret_cast<const char*>(weights) + prefetch + 64, _MM_HINT_T0);
    }
    unrolled<halves>([&](auto h) LLMTCO_INLINE {
      const __m256 w = half ? scales_at(weights + 16 * h)
                            : _mm256_load_ps(reinterpret_cast<const float*>(weights) + 8 * h);
      unrolled<columns>([&](auto c) LLMTCO_INLINE {
        result[h][c] = _mm256_fmadd_ps(w, broadcast_float(x + 4 * c), result[h][c]);
      });
    });
  }
  unrolled<halves * columns>([&](auto i) LLMTCO_INLINE {
    _mm256_storeu_ps(out + i % columns * stripe_rows + 8 * (i / columns), result[i / columns][i % columns]);
  });
}

using TilesFunction = void (*)(const StripeArgs&, size_t tile);

void all_panels(const TilesFunction (&functions)[width + 1], size_t column_bytes, const StripeArgs& a) {
  const size_t panels = panel_count(a.columns, width);
  for (size_t t = 0; t < stripe_tiles; ++t) {
    for (size_t p = 0; p < panels; ++p) {
      const size_t first = panel_start(p, panels, a.columns);
      const size_t columns = panel_start(p + 1, panels, a.columns) - first;
      functions[columns]({.weights = a.weights,
                          .units = a.units,
                          .panel = a.panel + first * column_bytes,
                          .columns = columns,
                          .out = a.out + first * stripe_rows + 16 * t,
                          .prefetch = p == 0 && t == 0 ? a.prefetch : 0},
                         t);
    }
  }
}

/// One column leaves registers for both tiles, and reads the stripe from end to end.
template <int bits>
void quantized_stripe(const StripeArgs& a) {
  static constexpr TilesFunction functions[width + 1] = {
      nullptr, tiles_times_panel<bits, 1, 1>, tiles_times_panel<bits, 2, 1>, tiles_times_panel<bits, 3, 1>};
  if (a.columns == 1) return tiles_times_panel<bits, 1, 2>(a, 0);
  all_panels(functions, 2 * a.units * block_column_bytes, a);
}

template <bool half>
void float_stripe(const StripeArgs& a) {
  static constexpr TilesFunction functions[width + 1] = {nullptr, float_tiles_times_panel<half, 1, 1>,
                                                         float_tiles_times_panel<half, 2, 1>,
                                                         float_tiles_times_panel<half, 3, 1>};
  if (a.columns == 1) return float_tiles_times_panel<half, 1, 2>(a, 0);
  all_panels(functions, 4 * 64 * a.units, a);
}

bool quantize(const float* x, int8_t* out, float* scale, int32_t* sum) {
  const __m256i size = _mm256_set1_epi32(0x7fffffff);
  __m256i sizes = _mm256_setzero_si256();
  for (size_t i = 0; i < 32; i += 8) {
    sizes = _mm256_max_epi32(sizes, _mm256_and_si256(_mm256_castps_si256(_mm256_loadu_ps(x + i)), size));
  }
  alignas(32) int32_t lanes[8];
  _mm256_store_si256(reinterpret_cast<__m256i*>(lanes), sizes);
  int32_t largest = 0;
  for (const int32_t lane : lanes) largest = lane > largest ? lane : largest;
  float most;
  __builtin_memcpy(&most, &largest, 4);
  const bool finite = largest < 0x7f800000;
  const bool zero = !finite || most < smallest_activation;
  *scale = zero ? 0 : most / 127;
  *sum = 0;
  const __m256 inverse = _mm256_set1_ps(zero ? 0 : 127 / most);
  for (size_t i = 0; i < 32; i += 8) {
    const __m256i code =
        zero ? _mm256_setzero_si256() : _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(x + i), inverse));
    _mm256_store_si256(reinterpret_cast<__m256i*>(lanes), code);
    for (size_t j = 0; j < 8; ++j) {
      out[i + j] = static_cast<int8_t>(lanes[j]);
      *sum += lanes[j];
    }
  }
  return finite;
}

}  // namespace

const Variant& avx2_variant() {
  static constexpr Variant variant{width,
                                   {float_stripe<false>, float_stripe<true>, quantized_stripe<8>,
                                    quantized_stripe<4>, quantized_stripe<2>},
                                   quantize};
  return variant;
}

}  // namespace llmtco::kernel::detail
