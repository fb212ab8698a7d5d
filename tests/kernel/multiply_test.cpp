#include "kernel/multiply.h"

#include <cstring>
#include <limits>
#include <stdexcept>

#include "kernel_cases.h"

namespace llmtco::kernel {

namespace {

constexpr Shape shapes[] = {
    {32, 64, 1},  {16, 64, 1},   {1, 1, 1},     {17, 32, 1},   {33, 96, 2},    {48, 160, 3}, {50, 100, 4},
    {64, 512, 5}, {31, 544, 6},  {96, 1000, 7}, {40, 1056, 8}, {64, 2048, 12}, {32, 64, 13}, {17, 640, 17},
    {64, 96, 31}, {34, 128, 65}, {32, 64, 130}, {16, 96, 513}, {33, 33, 530},
};

}  // namespace

TEST_CASE("products agree with double precision to 1e-5 of the largest output, whatever the size") {
  for (const Format format : formats) {
    for (const Isa isa : isas_here()) {
      for (const Shape& shape : shapes) {
        CAPTURE(name(format));
        CAPTURE(name(isa));
        CAPTURE(shape.rows);
        CAPTURE(shape.inputs);
        CAPTURE(shape.columns);
        const Product p = product(format, isa, 1, shape, gaussian(shape.rows * shape.inputs, 5, 0.02f),
                                  gaussian(shape.columns * shape.inputs, 6));
        CHECK(largest_error(p, shape) <= 1e-5);
      }
    }
  }
}

TEST_CASE("every instruction set, thread count and prefetch distance gives the same bits") {
  for (const Format format : formats) {
    for (const Shape& shape : shapes) {
      const std::vector<float> weights = gaussian(shape.rows * shape.inputs, 7, 0.02f);
      const std::vector<float> x = gaussian(shape.columns * shape.inputs, 8);
      const Product plain = product(format, Isa::scalar, 1, shape, weights, x);
      for (const Isa isa : isas_here()) {
        for (const int threads : {1, 3}) {
          const Product other = product(format, isa, threads, shape, weights, x, threads == 1 ? 0 : 4096);
          CAPTURE(name(format));
          CAPTURE(name(isa));
          CAPTURE(shape.rows);
          CAPTURE(shape.inputs);
          CAPTURE(shape.columns);
          CHECK(std::memcmp(plain.y.data(), other.y.data(), plain.y.size() * sizeof(float)) == 0);
        }
      }
    }
  }
}

TEST_CASE("sums over a block are exact: all codes at their ends meet all activations at theirs") {
  // 32 weights of level L times 32 activations of code 127 (x = 1, scale 1/127): the sum is 32 * L * 127, and
  // y = sum * scale_w * scale_x exactly rounded once.
  struct Ends {
    Format format;
    float weight;  // whole block
    float level;
  };
  for (const Ends& ends : {Ends{Format::q8, 127, 127}, Ends{Format::q8, -127, -127}, Ends{Format::q4, 8, -8},
                           Ends{Format::q4, -8, -8}, Ends{Format::q2, 3, 3}, Ends{Format::q2, -3, -3}}) {
    for (const Isa isa : isas_here()) {
      for (const float sign : {1.0f, -1.0f}) {
        const Shape shape{32, 32, 1};
        const Product p = product(ends.format, isa, 1, shape, std::vector<float>(32 * 32, ends.weight),
                                  std::vector<float>(32, sign));
        const float scale = ends.weight / ends.level;
        const float expected = std::fma(32 * ends.level * 127 * sign, scale * (1.0f / 127), 0.0f);
        CAPTURE(name(ends.format));
        CAPTURE(name(isa));
        CHECK(p.y[0] == expected);
        CHECK(p.y[31] == expected);
      }
    }
  }
}

TEST_CASE(
    "a block of the most negative q8 code, which the quantizer never writes, still multiplies exactly") {
  // code 0 is level -128: 32 * -128 * 127 = -520192 overflows no 16-bit pair (2 * 128 * 127 = 32512).
  for (const Isa isa : isas_here()) {
    const Shape shape{32, 64, 1};
    HugeBuffer storage(packed_bytes(Format::q8, shape.rows, shape.inputs));
    const std::vector<float> weights(shape.rows * shape.inputs, 127);  // scale 1
    const PackedMatrix m =
        pack(Format::q8, Rounding::nearest, {weights.data(), shape.rows, shape.inputs}, storage.data());
    std::memset(storage.data() + 128, 0, unit_bytes(Format::q8) - 128);  // all codes, behind the scales
    REQUIRE(packed_weight(m, 31, 63) == -128);
    ThreadPool pool(1);
    Activations x;
    const std::vector<float> ones(64, 127);  // code 127, scale 1
    prepare(x, Format::q8, isa, {ones.data(), 1, 64}, pool);
    std::vector<float> y(32);
    multiply(m, x, y.data(), pool);
    CAPTURE(name(isa));
    CHECK(y[0] == 2 * -520192.0f);
    CHECK(y[31] == 2 * -520192.0f);
  }
}

TEST_CASE("zero blocks, one huge outlier and subnormal scales") {
  const Shape shape{40, 160, 9};
  std::vector<float> weights = gaussian(shape.rows * shape.inputs, 9, 0.02f);
  std::vector<float> x = gaussian(shape.columns * shape.inputs, 10);
  std::fill_n(weights.begin() + 32, 32, 0.0f);  // a zero block of row 0
  weights[5 * 160 + 40] = 4000;                 // an outlier in row 5
  for (std::size_t k = 0; k < 160; ++k)
    weights[6 * 160 + k] *= 1e-6f;            // scales near 2^-24, half precision's last
  std::fill_n(x.begin() + 160, 160, 0.0f);    // a zero column
  std::fill_n(x.begin() + 320, 160, 1e-38f);  // activations below 2^-100 count as zero
  for (const Format format : formats) {
    for (const Isa isa : isas_here()) {
      const Product p = product(format, isa, 2, shape, weights, x);
      CAPTURE(name(format));
      CAPTURE(name(isa));
      CHECK(largest_error(p, shape) <= 1e-5);
      CHECK(p.y[shape.rows] == 0);  // column 1
      if (info(format).quantized) CHECK(p.y[2 * shape.rows] == 0);
    }
  }
}

TEST_CASE("activations that are not finite are refused by column and input") {
  ThreadPool pool(1);
  for (const Format format : formats) {
    for (const Isa isa : isas_here()) {
      for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                              -std::numeric_limits<float>::infinity()}) {
        std::vector<float> x(3 * 70, 1.0f);
        x[2 * 70 + 66] = bad;
        Activations a;
        CHECK_THROWS_AS(prepare(a, format, isa, FloatRows{x.data(), 3, 70}, pool), std::invalid_argument);
        try {
          prepare(a, format, isa, {x.data(), 3, 70}, pool);
        } catch (const std::invalid_argument& e) {
          CHECK(std::string(e.what()).find("column 2, input 66") != std::string::npos);
        }
      }
    }
  }
}

}  // namespace llmtco::kernel
