#include <doctest/doctest.h>

#include <cmath>

#include "kernel/blend.h"
#include "kernel/quantization_error.h"
#include "kernel/sampled.h"
#include "kernel/sha256.h"

using namespace llmtco;

TEST_CASE("blended time: taking turns, a square root, nearly a maximum") {
  CHECK(blended_time({3, 1, 1}, 4) == doctest::Approx(7));  // 3 + 4
  CHECK(blended_time({3, 1, 2}, 4) == doctest::Approx(5));  // sqrt(9 + 16)
  CHECK(blended_time({3, 1, 8}, 4) == doctest::Approx(std::pow(std::pow(3, 8) + std::pow(4, 8), 0.125)));
  CHECK(knee({3, 1, 2}) == 3);
}

TEST_CASE("a fit finds the blend a curve was made of") {
  for (const Blend& truth :
       {Blend{0.02, 0.003, 1.25}, Blend{1, 0.5, 2}, Blend{5, 0.01, 4}, Blend{0.3, 0.3, 0.8}}) {
    std::vector<BlendPoint> points;
    for (int n = 1; n <= 512; n *= 2) points.push_back({static_cast<double>(n), blended_time(truth, n)});
    const BlendFit fit = fitted_blend(points);
    CAPTURE(truth.p);
    CHECK(fit.blend.t_mem == doctest::Approx(truth.t_mem).epsilon(0.01));
    CHECK(fit.blend.t_c == doctest::Approx(truth.t_c).epsilon(0.01));
    CHECK(fit.blend.p == doctest::Approx(truth.p).epsilon(0.02));
    CHECK(fit.rms < 1e-3);
  }
}

TEST_CASE("a fit bears noise of five percent") {
  Resampler draw(4);
  std::vector<BlendPoint> points;
  for (int n = 1; n <= 512; n *= 2) {
    points.push_back(
        {static_cast<double>(n), blended_time({2, 0.1, 1.5}, n) * (0.95 + 0.1 * draw.uniform())});
  }
  const BlendFit fit = fitted_blend(points);
  CHECK(fit.blend.t_mem == doctest::Approx(2).epsilon(0.1));
  CHECK(fit.blend.t_c == doctest::Approx(0.1).epsilon(0.05));
  CHECK(fit.rms < 0.05);
}

TEST_CASE("median and its bootstrap interval") {
  CHECK(median({3, 1, 2}) == 2);
  CHECK(median({4, 1, 2, 3}) == 2.5);
  const Sampled same = sampled({5, 5, 5, 5});
  CHECK(same.low == 5);
  CHECK(same.high == 5);
  CHECK(half_width(same) == 0);

  std::vector<double> values;
  Resampler draw(2);
  for (int i = 0; i < 101; ++i) values.push_back(10 + draw.uniform());
  const Sampled s = sampled(values);
  CHECK(s.samples == 101);
  CHECK(s.best < s.low);
  CHECK(s.low < s.median);
  CHECK(s.median < s.high);
  // The median of n uniforms has standard deviation 1 / (2 sqrt(n)) = 0.05: the interval is about 0.2 wide.
  CHECK(s.high - s.low > 0.1);
  CHECK(s.high - s.low < 0.3);
}

TEST_CASE("the 95 % interval of a median holds the true one in about 95 of 100 samples") {
  Resampler draw(9);
  int hits = 0;
  for (int run = 0; run < 300; ++run) {
    std::vector<double> values;
    for (int i = 0; i < 25; ++i) values.push_back(draw.uniform());
    const Sampled s = sampled(values, static_cast<std::uint64_t>(run) + 1, 200);
    hits += s.low <= 0.5 && 0.5 <= s.high;
  }
  CHECK(hits > 0.90 * 300);
  CHECK(hits < 300);
}

TEST_CASE("SHA-256 of the standard's examples") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("quantization error grows as bits shrink and tails fatten, and search lowers it") {
  const auto error = [](KernelFormat format, Rounding rounding, SyntheticWeights weights) {
    return quantization_error(format, rounding, weights, 1);
  };
  using enum SyntheticWeights;
  const QuantizationError q8 = error(KernelFormat::q8, Rounding::search, gaussian);
  const QuantizationError q4 = error(KernelFormat::q4, Rounding::search, gaussian);
  const QuantizationError q2 = error(KernelFormat::q2, Rounding::search, gaussian);
  CHECK(q8.weight_rel_rmse == doctest::Approx(0.005).epsilon(0.1));
  CHECK(q4.weight_rel_rmse == doctest::Approx(0.081).epsilon(0.1));
  CHECK(q2.weight_rel_rmse == doctest::Approx(0.33).epsilon(0.1));
  CHECK(q8.output_rel_rmse < q4.output_rel_rmse);
  CHECK(q4.output_rel_rmse < q2.output_rel_rmse);
  CHECK(q8.cosine > q4.cosine);
  CHECK(q4.cosine > q2.cosine);
  CHECK(q8.kl_proxy < q4.kl_proxy);
  CHECK(q4.kl_proxy < q2.kl_proxy);
  for (const KernelFormat format : {KernelFormat::q4, KernelFormat::q2}) {
    const double plain = error(format, Rounding::nearest, gaussian).weight_rel_rmse;
    CHECK(error(format, Rounding::search, gaussian).weight_rel_rmse < plain);
    CHECK(error(format, Rounding::search, student_t4).weight_rel_rmse >
          error(format, Rounding::search, gaussian).weight_rel_rmse);
  }
  // Only activations are rounded for f32 weights: nothing is lost.
  CHECK(error(KernelFormat::f32, Rounding::nearest, gaussian).output_rel_rmse < 1e-6);
}
