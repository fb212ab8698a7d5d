// The kernel in plain C++: what the fast variants must equal bit for bit.
//
//     quantized: out[row] = fma(float(sum_i level_i * code_i), weight_scale * activation_scale, out[row])
//     f32, f16:  out[row] = fma(weight, x, out[row])
//
// block after block, and input after input.

#include <bit>
#include <cmath>
#include <cstring>

#include "kernel/format.h"
#include "kernel/half.h"
#include "kernel/stripe.h"

namespace llmtco::kernel::detail {
namespace {

template <class T>
T load(const std::uint8_t* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

struct Panel {
  const std::uint8_t* data;
  std::size_t width;
  std::size_t first;
};

template <class F>
void for_each_panel(const StripeArgs& a, std::size_t column_bytes, F&& f) {
  const std::size_t panels = panel_count(a.columns, scalar_variant().width);
  for (std::size_t p = 0; p < panels; ++p) {
    const std::size_t first = panel_start(p, panels, a.columns);
    f(Panel{a.panel + first * column_bytes, panel_start(p + 1, panels, a.columns) - first, first});
  }
}

/// Levels plus zero (step * code) of one block, [row][input].
void decode(const FormatInfo& f, const std::uint8_t* pairs, std::int32_t (&codes)[stripe_rows][32]) {
  for (int i = 0; i < 32; ++i) {
    const int group = i / 4;
    const std::uint8_t* pair = pairs + 128 * (group % f.bits);
    const int shift = f.bits * (group / f.bits);
    for (int r = 0; r < stripe_rows; ++r)
      codes[r][i] = f.step * (pair[4 * r + i % 4] >> shift & ((1 << f.bits) - 1));
  }
}

void add_block(const std::int32_t (&codes)[stripe_rows][32], const float* scales, const Panel& panel,
               std::size_t block, float* out) {
  const std::uint8_t* record = panel.data + block * panel.width * block_column_bytes;
  for (std::size_t c = 0; c < panel.width; ++c) {
    std::int8_t x[32];
    for (std::size_t g = 0; g < 8; ++g) std::memcpy(x + 4 * g, record + 4 * (g * panel.width + c), 4);
    const std::int32_t offset = load<std::int32_t>(record + 32 * panel.width + 4 * c);
    const float scale = load<float>(record + 36 * panel.width + 4 * c);
    float* column = out + (panel.first + c) * stripe_rows;
    for (int r = 0; r < stripe_rows; ++r) {
      std::int32_t sum = offset;
      for (int i = 0; i < 32; ++i) sum += codes[r][i] * x[i];
      column[r] = std::fma(static_cast<float>(sum), scales[r] * scale, column[r]);
    }
  }
}

template <Format format>
void quantized_stripe(const StripeArgs& a) {
  const FormatInfo& f = info(format);
  std::memset(a.out, 0, a.columns * stripe_rows * sizeof(float));
  for (std::size_t block = 0; block < 2 * a.units; ++block) {
    const std::uint8_t* unit = a.weights + block / 2 * unit_bytes(format);
    const std::uint8_t* halves = unit + 64 * (block % 2);
    float scales[stripe_rows];
    for (std::size_t r = 0; r < stripe_rows; ++r) scales[r] = half_value(load<std::uint16_t>(halves + 2 * r));
    std::int32_t codes[stripe_rows][32];
    decode(f, unit + 128 + block % 2 * 128 * static_cast<std::size_t>(f.bits), codes);
    for_each_panel(a, 2 * a.units * block_column_bytes,
                   [&](const Panel& panel) { add_block(codes, scales, panel, block, a.out); });
  }
}

template <Format format>
void float_stripe(const StripeArgs& a) {
  std::memset(a.out, 0, a.columns * stripe_rows * sizeof(float));
  for (std::size_t k = 0; k < a.units * unit_inputs; ++k) {
    float weights[stripe_rows];
    for (std::size_t r = 0; r < stripe_rows; ++r) {
      const std::size_t at = stripe_rows * k + r;
      weights[r] = format == Format::f32 ? load<float>(a.weights + 4 * at)
                                         : half_value(load<std::uint16_t>(a.weights + 2 * at));
    }
    for_each_panel(a, a.units * unit_inputs * 4, [&](const Panel& panel) {
      for (std::size_t c = 0; c < panel.width; ++c) {
        const float x = load<float>(panel.data + 4 * (k * panel.width + c));
        float* column = a.out + (panel.first + c) * stripe_rows;
        for (std::size_t r = 0; r < stripe_rows; ++r) column[r] = std::fma(weights[r], x, column[r]);
      }
    });
  }
}

bool quantize(const float* x, std::int8_t* codes, float* scale, std::int32_t* sum) {
  std::uint32_t largest = 0;  // absolute values compare like their bits
  for (int i = 0; i < 32; ++i) {
    const std::uint32_t size = std::bit_cast<std::uint32_t>(x[i]) & 0x7fffffffu;
    if (size > largest) largest = size;
  }
  const float most = std::bit_cast<float>(largest);
  const bool finite = largest < 0x7f800000u;
  const bool zero = !finite || most < smallest_activation;
  const float inverse = zero ? 0 : 127 / most;
  *scale = zero ? 0 : most / 127;
  *sum = 0;
  for (int i = 0; i < 32; ++i) {
    codes[i] = static_cast<std::int8_t>(zero ? 0 : std::nearbyint(x[i] * inverse));
    *sum += codes[i];
  }
  return finite;
}

}  // namespace

const Variant& scalar_variant() {
  static const Variant variant{
      6,
      {float_stripe<Format::f32>, float_stripe<Format::f16>, quantized_stripe<Format::q8>,
       quantized_stripe<Format::q4>, quantized_stripe<Format::q2>},
      quantize};
  return variant;
}

}  // namespace llmtco::kernel::detail
