#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "kernel/half.h"
#include "kernel/quantize_block.h"
#include "kernel_cases.h"

namespace llmtco::kernel {

TEST_CASE("a weight takes its nearest level") {
  // q8: largest 12.7, so the scale is 0.1 as half precision holds it (0.0999756); 1.26 is 12.6 levels,
  // level 13.
  float weights[32] = {12.7f, 1.26f, -0.04f, -12.7f};
  const QuantizedBlock q8 = quantized_block(Format::q8, Rounding::nearest, weights);
  CHECK(half_value(q8.scale) == doctest::Approx(0.0999756));
  CHECK(int{q8.codes[0]} - 128 == 127);
  CHECK(int{q8.codes[1]} - 128 == 13);
  CHECK(int{q8.codes[2]} - 128 == 0);
  CHECK(int{q8.codes[3]} - 128 == -127);

  // q4: the largest weight 2 meets level -8, scale -0.25; 1 is level -4; -1.9 would be 7.6, clamped to 7.
  float four[32] = {2, 1, -1.9f, 0};
  const QuantizedBlock q4 = quantized_block(Format::q4, Rounding::nearest, four);
  CHECK(half_value(q4.scale) == -0.25f);
  CHECK(int{q4.codes[0]} - 8 == -8);
  CHECK(int{q4.codes[1]} - 8 == -4);
  CHECK(int{q4.codes[2]} - 8 == 7);
  CHECK(dequantized(Format::q4, q4, 2) == -1.75f);

  // q2: scale 1, levels -3, -1, 1, 3.
  float two[32] = {3, 1.9f, -0.5f, -3};
  const QuantizedBlock q2 = quantized_block(Format::q2, Rounding::nearest, two);
  CHECK(dequantized(Format::q2, q2, 0) == 3);
  CHECK(dequantized(Format::q2, q2, 1) == 1);
  CHECK(dequantized(Format::q2, q2, 2) == -1);
  CHECK(dequantized(Format::q2, q2, 3) == -3);
}

TEST_CASE("searching for the scale never does worse than rounding, block by block, and helps q4 and q2") {
  for (const Format format : {Format::q8, Format::q4, Format::q2}) {
    double nearest_sum = 0;
    double search_sum = 0;
    for (unsigned seed = 0; seed < 200; ++seed) {
      const std::vector<float> w = gaussian(32, seed);
      double errors[2];
      for (const Rounding rounding : {Rounding::nearest, Rounding::search}) {
        const QuantizedBlock block = quantized_block(format, rounding, w.data());
        double& error = errors[static_cast<int>(rounding)] = 0;
        for (int i = 0; i < 32; ++i)
          error += std::pow(w[static_cast<std::size_t>(i)] - dequantized(format, block, i), 2);
      }
      CHECK(errors[1] <= errors[0]);
      nearest_sum += errors[0];
      search_sum += errors[1];
    }
    CAPTURE(name(format));
    if (format != Format::q8) CHECK(search_sum < 0.9 * nearest_sum);
  }
}

TEST_CASE("a block of zeros has scale zero and gives zeros back") {
  const float zeros[32] = {};
  for (const Format format : {Format::q8, Format::q4, Format::q2}) {
    for (const Rounding rounding : {Rounding::nearest, Rounding::search}) {
      const QuantizedBlock block = quantized_block(format, rounding, zeros);
      CHECK(half_value(block.scale) == 0);
      for (int i = 0; i < 32; ++i) CHECK(dequantized(format, block, i) == 0);
    }
  }
}

TEST_CASE("scales in half precision's subnormal range keep their levels") {
  // largest 127 * 2^-24: the scale is the smallest half there is, 2^-24, and exact.
  float weights[32] = {};
  for (int i = 0; i < 32; ++i) weights[i] = static_cast<float>(i * 4 + 3) * 0x1p-24f;  // 3 .. 127
  const QuantizedBlock block = quantized_block(Format::q8, Rounding::nearest, weights);
  CHECK(half_value(block.scale) == 0x1p-24f);
  for (int i = 0; i < 32; ++i) CHECK(dequantized(Format::q8, block, i) == weights[i]);
}

TEST_CASE("what the packed bytes hold is what the quantizer gave, in every row and input") {
  const std::size_t rows = 35;
  const std::size_t inputs = 130;
  const std::vector<float> w = gaussian(rows * inputs, 3);
  for (const Format format : formats) {
    HugeBuffer storage(packed_bytes(format, rows, inputs));
    const PackedMatrix m = pack(format, Rounding::search, {w.data(), rows, inputs}, storage.data());
    CHECK(m.bytes() == 2 * 3 * unit_bytes(format));  // 64 rows, 192 inputs
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t k = 0; k < inputs; ++k) {
        const float weight = w[r * inputs + k];
        float expected = format == Format::f16 ? half_value(half_bits(weight)) : weight;
        if (info(format).quantized) {
          float block[32] = {};
          const std::size_t first = k / 32 * 32;
          for (std::size_t i = 0; i < 32 && first + i < inputs; ++i) block[i] = w[r * inputs + first + i];
          expected =
              dequantized(format, quantized_block(format, Rounding::search, block), static_cast<int>(k % 32));
        }
        REQUIRE(packed_weight(m, r, k) == expected);
      }
    }
  }
}

TEST_CASE("bits per weight count the scales") {
  CHECK(bits_per_weight(Format::q8) == 8.5);
  CHECK(bits_per_weight(Format::q4) == 4.5);
  CHECK(bits_per_weight(Format::q2) == 2.5);
  CHECK(bits_per_weight(Format::f16) == 16);
  CHECK(bits_per_weight(Format::f32) == 32);
}

TEST_CASE("weights that cannot be packed are refused by row and input") {
  std::vector<float> w(2 * 40, 1.0f);
  HugeBuffer storage(packed_bytes(Format::f32, 2, 40));
  const auto message = [&](Format format) -> std::string {
    try {
      pack(format, Rounding::nearest, {w.data(), 2, 40}, storage.data());
    } catch (const std::invalid_argument& e) {
      return e.what();
    }
    return "";
  };
  w[40 + 7] = std::numeric_limits<float>::quiet_NaN();
  for (const Format format : formats) {
    CHECK(message(format) == "weight in row 1, input 7 is nan: only finite weights can be packed");
  }
  w[40 + 7] = 70000;
  CHECK(message(Format::f16) == "weight in row 1, input 7 is 70000: too large for f16");
  CHECK(message(Format::q8).empty());
  w[40 + 7] = 3e7f;
  CHECK(message(Format::q8) ==
        "weights need a scale of 236220, beyond the largest half-precision number 65504");
}

TEST_CASE("half precision rounds to nearest even and holds subnormals") {
  CHECK(half_bits(1.0f) == 0x3c00);
  CHECK(half_bits(-2.0f) == 0xc000);
  CHECK(half_bits(65504.0f) == 0x7bff);
  CHECK(half_bits(65519.9f) == 0x7bff);
  CHECK(half_bits(65520.0f) == 0x7c00);
  CHECK(half_bits(1 + 0x1p-11f) == 0x3c00);      // a tie, down to even
  CHECK(half_bits(1 + 3 * 0x1p-11f) == 0x3c02);  // a tie, up to even
  CHECK(half_bits(0x1p-24f) == 0x0001);
  CHECK(half_bits(0x1p-25f) == 0x0000);  // a tie with zero, which is even
  CHECK(half_bits(0x1.8p-25f) == 0x0001);
  CHECK(half_bits(0x1.ff8p-15f) == 0x03ff);  // the largest subnormal
  CHECK(half_bits(0x1.ffcp-15f) == 0x0400);  // a tie that becomes normal
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const float value = half_value(static_cast<std::uint16_t>(bits));
    if (std::isnan(value)) continue;
    REQUIRE(half_bits(value) == bits);
  }
}

TEST_CASE("names of formats and instruction sets") {
  CHECK(format_named("q4") == Format::q4);
  CHECK_THROWS_WITH(format_named("q5"), "the kernel has no weight format 'q5'; it has f32, f16, q8, q4, q2");
  CHECK(isa_named("scalar") == Isa::scalar);
  CHECK_THROWS_WITH(isa_named("sse9"), "the kernel has no variant 'sse9'; it has scalar, avx2, vnni");
  CHECK(runs_here(best_isa()));
}

}  // namespace llmtco::kernel
