#include "kernel/quantization_error.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernel/huge_buffer.h"
#include "kernel/multiply.h"
#include "stats/bootstrap.h"

namespace llmtco::kernel {
namespace {

constexpr std::size_t rows = 128;
constexpr std::size_t inputs = 1024;
constexpr std::size_t columns = 8;

/// Box-Muller.
double normal(Resampler& draw) {
  const double radius = std::sqrt(-2 * std::log(draw.uniform()));
  return radius * std::cos(6.283185307179586 * draw.uniform());
}

/// Normal over sqrt(chi-square of 4 / 4), where -2 ln(u v) is a chi-square of 4; its variance is 4 / (4 - 2)
/// = 2.
double student_t4(Resampler& draw) {
  const double chi_square = -2 * std::log(draw.uniform() * draw.uniform());
  return normal(draw) / std::sqrt(chi_square / 4);
}

std::vector<float> layer(SyntheticWeights weights, Resampler& draw) {
  std::vector<float> w(rows * inputs);
  for (float& value : w) {
    const double unit =
        weights == SyntheticWeights::gaussian ? normal(draw) : student_t4(draw) / std::sqrt(2.0);
    value = static_cast<float>(unit / std::sqrt(double{inputs}));
  }
  return w;
}

/// y[column][row] in double precision.
std::vector<double> exact_product(const std::vector<float>& w, const std::vector<float>& x) {
  std::vector<double> y(rows * columns);
  for (std::size_t c = 0; c < columns; ++c) {
    for (std::size_t r = 0; r < rows; ++r) {
      double sum = 0;
      for (std::size_t k = 0; k < inputs; ++k) sum += double{w[r * inputs + k]} * x[c * inputs + k];
      y[c * rows + r] = sum;
    }
  }
  return y;
}

/// KL(softmax(p) || softmax(q)) of two rows of logits.
double divergence(const double* p, const float* q) {
  double p_top = p[0], q_top = q[0];
  for (std::size_t r = 1; r < rows; ++r) {
    p_top = std::max(p_top, p[r]);
    q_top = std::max(q_top, double{q[r]});
  }
  double p_sum = 0, q_sum = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    p_sum += std::exp(p[r] - p_top);
    q_sum += std::exp(q[r] - q_top);
  }
  double kl = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    const double log_p = p[r] - p_top - std::log(p_sum);
    kl += std::exp(log_p) * (log_p - (q[r] - q_top - std::log(q_sum)));
  }
  return kl;
}

}  // namespace

QuantizationError quantization_error(Format format, Rounding rounding, SyntheticWeights weights,
                                     std::uint64_t seed) {
  Resampler draw(seed);
  const std::vector<float> w = layer(weights, draw);
  std::vector<float> x(columns * inputs);
  for (float& value : x) value = static_cast<float>(normal(draw));
  const std::vector<double> exact = exact_product(w, x);

  HugeBuffer storage(packed_bytes(format, rows, inputs));
  const PackedMatrix packed = pack(format, rounding, {w.data(), rows, inputs}, storage.data());
  ThreadPool alone(1);
  Activations activations;
  prepare(activations, format, best_isa(), {x.data(), columns, inputs}, alone);
  std::vector<float> y(rows * columns);
  multiply(packed, activations, y.data(), alone);

  double w_error = 0, w_square = 0, y_error = 0, y_square = 0, got_square = 0, product = 0, kl = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    w_error += std::pow(double{w[i]} - packed_weight(packed, i / inputs, i % inputs), 2);
    w_square += double{w[i]} * w[i];
  }
  for (std::size_t i = 0; i < y.size(); ++i) {
    y_error += std::pow(exact[i] - y[i], 2);
    y_square += exact[i] * exact[i];
    got_square += double{y[i]} * y[i];
    product += exact[i] * y[i];
  }
  for (std::size_t c = 0; c < columns; ++c) kl += divergence(&exact[c * rows], &y[c * rows]) / columns;
  return {.format = format,
          .rounding = rounding,
          .weights = weights,
          .seed = seed,
          .weight_rel_rmse = std::sqrt(w_error / w_square),
          .output_rel_rmse = std::sqrt(y_error / y_square),
          .cosine = product / std::sqrt(y_square * got_square),
          .kl_proxy = kl};
}

}  // namespace llmtco::kernel
