#include <doctest/doctest.h>

#include <cmath>

#include "kernel/blend.h"
#include "kernel/quantization_error.h"
#include "stats/bootstrap.h"

namespace llmtco::kernel {

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

TEST_CASE("quantization error grows as bits shrink and tails fatten, and search lowers it") {
  const auto error = [](Format format, Rounding rounding, SyntheticWeights weights) {
    return quantization_error(format, rounding, weights, 1);
  };
  using enum SyntheticWeights;
  const QuantizationError q8 = error(Format::q8, Rounding::search, gaussian);
  const QuantizationError q4 = error(Format::q4, Rounding::search, gaussian);
  const QuantizationError q2 = error(Format::q2, Rounding::search, gaussian);
  CHECK(q8.weight_rel_rmse == doctest::Approx(0.005).epsilon(0.1));
  CHECK(q4.weight_rel_rmse == doctest::Approx(0.081).epsilon(0.1));
  CHECK(q2.weight_rel_rmse == doctest::Approx(0.33).epsilon(0.1));
  CHECK(q8.output_rel_rmse < q4.output_rel_rmse);
  CHECK(q4.output_rel_rmse < q2.output_rel_rmse);
  CHECK(q8.cosine > q4.cosine);
  CHECK(q4.cosine > q2.cosine);
  CHECK(q8.kl_proxy < q4.kl_proxy);
  CHECK(q4.kl_proxy < q2.kl_proxy);
  for (const Format format : {Format::q4, Format::q2}) {
    const double plain = error(format, Rounding::nearest, gaussian).weight_rel_rmse;
    CHECK(error(format, Rounding::search, gaussian).weight_rel_rmse < plain);
    CHECK(error(format, Rounding::search, student_t4).weight_rel_rmse >
          error(format, Rounding::search, gaussian).weight_rel_rmse);
  }
  // Only activations are rounded for f32 weights: nothing is lost.
  CHECK(error(Format::f32, Rounding::nearest, gaussian).output_rel_rmse < 1e-6);
}

}  // namespace llmtco::kernel
