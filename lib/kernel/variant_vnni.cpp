// The kernel for AVX-512 with VNNI: one vpdpbusd multiplies 4 inputs of 16 rows with a column's 4 activations
// and adds into 16 int32 sums. Codes are unsigned, activations signed, as the instruction wants them; the
// accumulator starts at -zero * sum(activations), which undoes the offset of the codes.
//
// Weights are decoded in registers, which costs nothing beside the products: shifts and masks run where
// vpdpbusd does not. One panel of columns streams the stripe; several go one after another through a part of
// it that stays in first-level cache, while the next part is asked for.

#include <immintrin.h>

#include "kernel/stripe.h"
#include "kernel/unrolled.h"

namespace llmtco::kernel::detail {
namespace {

constexpr size_t width = 6;  // 2 tiles x 6 columns: 12 int32 and 12 float accumulators of the 32 registers

template <int bits>
constexpr size_t unit_size = 128 + 256 * bits;  // 64 inputs of 32 rows

[[gnu::always_inline]] inline __m512i broadcast(const uint8_t* from) {
  int32_t value;
  __builtin_memcpy(&value, from, 4);
  return _mm512_set1_epi32(value);
}

[[gnu::always_inline]] inline __m512 broadcast_float(const uint8_t* from) {
  float value;
  __builtin_memcpy(&value, from, 4);
  return _mm512_set1_ps(value);
}

[[gnu::always_inline]] inline void prefetch(const uint8_t* line) {
  _mm_prefetch(reinterpret_cast<const char*>(line), _MM_HINT_T1);
}

/// Asks for a line twice: for the second-level cache the whole distance ahead, for the first level half of
/// it. The first level has too few requests in flight to cover the way to memory alone.
[[gnu::always_inline]] inline void prefetch_ahead(const uint8_t* line, size_t distance) {
  _mm_prefetch(reinterpret_cast<const char*>(line + distance), _MM_HINT_T1);
  _mm_prefetch(reinterpret_cast<const char*>(line + distance / 2), _MM_HINT_T0);
}

/// Codes of group `part` out of a stored vector. q2 codes come doubled (0, 2, 4, 6), as weight = 2 * code
/// - 3.
template <int bits, int part>
[[gnu::always_inline]] inline __m512i codes(__m512i stored) {
  if constexpr (bits == 8) return stored;
  if constexpr (bits == 4) {
    return _mm512_and_si512(part == 0 ? stored : _mm512_srli_epi16(stored, 4), _mm512_set1_epi8(15));
  } else {
    const __m512i moved = part == 0 ? _mm512_slli_epi16(stored, 1) : _mm512_srli_epi16(stored, part * 2 - 1);
    return _mm512_and_si512(moved, _mm512_set1_epi8(6));
  }
}

[[gnu::always_inline]] inline __m512 scales_at(const uint8_t* halves) {
  return _mm512_cvtph_ps(_mm256_load_si256(reinterpret_cast<const __m256i*>(halves)));
}

/// Adds float(sum) * weight scale * activation scale of one block to the results.
template <int columns>
[[gnu::always_inline]] inline void add_scaled(const __m512i (&sum)[2][columns], const __m512 (&scale)[2],
                                              const uint8_t* record, __m512 (&result)[2][columns]) {
  unrolled<columns>([&](auto c) LLMTCO_INLINE {
    const __m512 activation = broadcast_float(record + 36 * columns + 4 * c);
    unrolled<2>([&](auto t) LLMTCO_INLINE {
      result[t][c] =
          _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum[t][c]), _mm512_mul_ps(scale[t], activation), result[t][c]);
    });
  });
}

/// What to ask memory for while a panel is multiplied: lines a distance ahead of those being read (one
/// panel), or line after line of the part that comes next (several panels): two a unit and one a vector pair,
/// so two panels ask for all.
struct Ahead {
  size_t distance;  // 0: nothing
  const uint8_t* next;
  size_t step;  // 64, or 0 when all has been asked for
};

/// Asks for a pair of vectors of a lone panel, `distance` ahead of `weights`, or for the next lines of what
/// comes next. Line by line, as they are used: in bursts the requests would crowd each other out.
template <bool alone, int lines>
[[gnu::always_inline]] inline void ask(const uint8_t* weights, Ahead& ahead) {
  if constexpr (alone) {
    if (ahead.distance != 0) {
      prefetch_ahead(weights, ahead.distance);
      prefetch_ahead(weights + 64, ahead.distance);
    }
  } else {
    for (int i = 0; i < lines; ++i) prefetch(ahead.next + i * ahead.step);
    ahead.next += lines * ahead.step;
  }
}

/// Some units of a stripe times one panel, added to out[column][row].
template <int bits, int columns, bool alone>
void panel(const uint8_t* weights, size_t units, const uint8_t* record, float* out, Ahead& ahead) {
  __m512 result[2][columns];
  unrolled<columns>([&](auto c) LLMTCO_INLINE {
    result[0][c] = _mm512_loadu_ps(out + c * stripe_rows);
    result[1][c] = _mm512_loadu_ps(out + c * stripe_rows + 16);
  });
  for (size_t unit = 0; unit < units; ++unit, weights += unit_size<bits>) {
    ask<alone, 2>(weights, ahead);
    unrolled<2>([&](auto block) LLMTCO_INLINE {
      __m512i sum[2][columns];
      unrolled<columns>(
          [&](auto c) LLMTCO_INLINE { sum[0][c] = sum[1][c] = broadcast(record + 32 * columns + 4 * c); });
      unrolled<bits>([&](auto v) LLMTCO_INLINE {
        constexpr size_t at = 128 + (block * bits + v) * 128;
        ask<alone, 1>(weights + at, ahead);
        const __m512i stored[2] = {_mm512_load_si512(weights + at), _mm512_load_si512(weights + at + 64)};
        unrolled<8 / bits>([&](auto part) LLMTCO_INLINE {
          constexpr size_t group = v + bits * part;
          const __m512i w[2] = {codes<bits, part>(stored[0]), codes<bits, part>(stored[1])};
          unrolled<columns>([&](auto c) LLMTCO_INLINE {
            const __m512i x = broadcast(record + 4 * (group * columns + c));
            sum[0][c] = _mm512_dpbusd_epi32(sum[0][c], w[0], x);
            sum[1][c] = _mm512_dpbusd_epi32(sum[1][c], w[1], x);
          });
        });
      });
      const __m512 scale[2] = {scales_at(weights + 64 * block), scales_at(weights + 64 * block + 32)};
      add_scaled<columns>(sum, scale, record, result);
      record += columns * block_column_bytes;
    });
  }
  unrolled<columns>([&](auto c) LLMTCO_INLINE {
    _mm512_storeu_ps(out + c * stripe_rows, result[0][c]);
    _mm512_storeu_ps(out + c * stripe_rows + 16, result[1][c]);
  });
}

using PanelFunction = void (*)(const uint8_t*, size_t, const uint8_t*, float*, Ahead&);

template <int bits, bool alone>
constexpr PanelFunction panels_of[width + 1] = {nullptr,
                                                panel<bits, 1, alone>,
                                                panel<bits, 2, alone>,
                                                panel<bits, 3, alone>,
                                                panel<bits, 4, alone>,
                                                panel<bits, 5, alone>,
                                                panel<bits, 6, alone>};

/// Units all panels go through before the next ones are read: 8 of q8 are 17 KiB, 16 of q4 18 KiB.
template <int bits>
constexpr size_t part_units = bits == 8 ? 8 : 16;

template <int bits>
void quantized_stripe(const StripeArgs& a) {
  __builtin_memset(a.out, 0, a.columns * stripe_rows * sizeof(float));
  const size_t panels = panel_count(a.columns, width);
  if (panels == 1) {
    Ahead ahead{a.prefetch, nullptr, 0};
    return panels_of<bits, true>[a.columns](a.weights, a.units, a.panel, a.out, ahead);
  }
  for (size_t unit = 0; unit < a.units; unit += part_units<bits>) {
    const size_t units = a.units - unit < part_units<bits> ? a.units - unit : part_units<bits>;
    const uint8_t* weights = a.weights + unit * unit_size<bits>;
    const uint8_t* end = weights + 2 * units * unit_size<bits>;
    Ahead ahead{0, weights + units * unit_size<bits>, 64};
    for (size_t p = 0; p < panels; ++p) {
      const size_t first = panel_start(p, panels, a.columns);
      const size_t columns = panel_start(p + 1, panels, a.columns) - first;
      const uint8_t* record = a.panel + 2 * (first * a.units + unit * columns) * block_column_bytes;
      panels_of<bits, false>[columns](weights, units, record, a.out + first * stripe_rows, ahead);
      if (ahead.next >= end) ahead.step = 0;
    }
  }
}

/// Some units of a stripe times one panel, f32 and f16: one fused multiply-add per input, in order.
template <bool half, int columns>
void float_panel(const uint8_t* weights, size_t units, const uint8_t* x, float* out, size_t ahead) {
  constexpr size_t tile_bytes = half ? 32 : 64;  // 16 rows of one input
  __m512 result[2][columns];
  unrolled<columns>([&](auto c) LLMTCO_INLINE {
    result[0][c] = _mm512_loadu_ps(out + c * stripe_rows);
    result[1][c] = _mm512_loadu_ps(out + c * stripe_rows + 16);
  });
  for (size_t k = 0; k < 64 * units; ++k, weights += 2 * tile_bytes, x += 4 * columns) {
    if (ahead != 0) {
      prefetch(weights + ahead);
      if (!half) prefetch(weights + tile_bytes + ahead);
    }
    const __m512 w[2] = {half ? scales_at(weights) : _mm512_load_ps(weights),
                         half ? scales_at(weights + tile_bytes) : _mm512_load_ps(weights + tile_bytes)};
    unrolled<columns>([&](auto c) LLMTCO_INLINE {
      const __m512 activation = broadcast_float(x + 4 * c);
      result[0][c] = _mm512_fmadd_ps(w[0], activation, result[0][c]);
      result[1][c] = _mm512_fmadd_ps(w[1], activation, result[1][c]);
    });
  }
  unrolled<columns>([&](auto c) LLMTCO_INLINE {
    _mm512_storeu_ps(out + c * stripe_rows, result[0][c]);
    _mm512_storeu_ps(out + c * stripe_rows + 16, result[1][c]);
  });
}

template <bool half>
void float_stripe(const StripeArgs& a) {
  using Function = void (*)(const uint8_t*, size_t, const uint8_t*, float*, size_t);
  constexpr Function functions[width + 1] = {nullptr,
                                             float_panel<half, 1>,
                                             float_panel<half, 2>,
                                             float_panel<half, 3>,
                                             float_panel<half, 4>,
                                             float_panel<half, 5>,
                                             float_panel<half, 6>};
  constexpr size_t unit_size = half ? 4096 : 8192;  // 64 inputs of 32 rows
  __builtin_memset(a.out, 0, a.columns * stripe_rows * sizeof(float));
  const size_t panels = panel_count(a.columns, width);
  // One panel streams its weights; several read a part that stays in first-level cache: 256 inputs of f16,
  // 128 of f32 are 16 KiB per tile.
  const size_t step = panels == 1 ? a.units : (half ? 4 : 2);
  for (size_t u = 0; u < a.units; u += step) {
    const size_t units = a.units - u < step ? a.units - u : step;
    for (size_t p = 0; p < panels; ++p) {
      const size_t first = panel_start(p, panels, a.columns);
      const size_t columns = panel_start(p + 1, panels, a.columns) - first;
      const uint8_t* x = a.panel + 4 * 64 * (first * a.units + u * columns);
      const size_t ahead = panels == 1 ? a.prefetch : p == 0 ? units * unit_size : 0;
      functions[columns](a.weights + u * unit_size, units, x, a.out + first * stripe_rows, ahead);
    }
  }
}

bool quantize(const float* x, int8_t* out, float* scale, int32_t* sum) {
  const __m512 low = _mm512_loadu_ps(x);
  const __m512 high = _mm512_loadu_ps(x + 16);
  const __m512i size = _mm512_set1_epi32(0x7fffffff);
  const __m512i sizes = _mm512_max_epi32(_mm512_and_si512(_mm512_castps_si512(low), size),
                                         _mm512_and_si512(_mm512_castps_si512(high), size));
  const int32_t largest = _mm512_reduce_max_epi32(sizes);
  float most;
  __builtin_memcpy(&most, &largest, 4);
  const bool finite = largest < 0x7f800000;
  const bool zero = !finite || most < smallest_activation;
  const __m512 inverse = _mm512_set1_ps(zero ? 0 : 127 / most);
  const __m512i a = zero ? _mm512_setzero_si512() : _mm512_cvtps_epi32(_mm512_mul_ps(low, inverse));
  const __m512i b = zero ? _mm512_setzero_si512() : _mm512_cvtps_epi32(_mm512_mul_ps(high, inverse));
  *scale = zero ? 0 : most / 127;
  *sum = _mm512_reduce_add_epi32(_mm512_add_epi32(a, b));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm512_cvtepi32_epi8(a));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out + 16), _mm512_cvtepi32_epi8(b));
  return finite;
}

}  // namespace

const Variant& vnni_variant() {
  static constexpr Variant variant{width,
                                   {float_stripe<false>, float_stripe<true>, quantized_stripe<8>,
                                    quantized_stripe<4>, quantized_stripe<2>},
                                   quantize};
  return variant;
}

}  // namespace llmtco::kernel::detail
