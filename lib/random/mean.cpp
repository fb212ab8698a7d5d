#include <algorithm>
#include <cmath>
#include <numeric>

#include "columns/column.h"
#include "columns/repeatable.h"
#include "random/distribution.h"
#include "random/quantile.h"

namespace llmtco {

using namespace distributions;

namespace {

/// Integral of the quantile function over (0, 1): two-point
/// Gauss rule in 8 cells of each octave of u and of 1 - u.
double mean_of_quantiles(const Distribution& d) {
  const Quantile quantile(d);
  constexpr int cells = 8, octaves = 52;
  constexpr double gauss = 0.21132486540518711775;  // (1 - 1/sqrt 3) / 2
  Column u = 0.5, weight = 0.0;
  double sum = 0;
  for (bool upper : {false, true}) {
    double* place = u.values();
    double* share = weight.values();
    double width = 0.25;
    for (int octave = 0; octave < octaves; ++octave, width /= 2) {
      for (int cell = 0; cell < cells; ++cell) {
        for (double f : {gauss, 1 - gauss}) {
          const double v = width * (1 + (cell + f) / cells);
          *place++ = upper ? 1 - v : v;
          *share++ = width / (2 * cells);
        }
      }
    }
    const Column x = quantile(u);
    const std::size_t used = static_cast<std::size_t>(place - u.data());
    for (std::size_t i = used; i-- > 0;) sum += x[i] * weight[i];  // small shares first
  }
  return sum;
}

struct Mean {
  double operator()(const Constant& d) const { return d.value; }
  double operator()(const Normal& d) const { return d.mean; }
  double operator()(const Lognormal& d) const { return d.median * repeatable::exp(0.5 * d.sigma * d.sigma); }
  double operator()(const Uniform& d) const { return 0.5 * (d.low + d.high); }
  double operator()(const Triangular& d) const { return (d.low + d.mode + d.high) / 3; }
  double operator()(const Pert& d) const { return (d.low + 4 * d.mode + d.high) / 6; }
  double operator()(const Beta& d) const { return d.low + (d.high - d.low) * d.alpha / (d.alpha + d.beta); }
  double operator()(const Gamma& d) const { return d.shape * d.scale; }
  double operator()(const Discrete& d) const {
    return std::inner_product(d.values.begin(), d.values.end(), d.probabilities.begin(), 0.0);
  }
  /// Of the straight lines, not of the values: (sum - (first + last) / 2) / (n - 1).
  double operator()(const Empirical& d) const {
    const auto& v = d.values;
    if (v.size() == 1) return v[0];
    const double sum = std::accumulate(v.begin(), v.end(), 0.0);
    return (sum - 0.5 * (v.front() + v.back())) / static_cast<double>(v.size() - 1);
  }
  double operator()(const Mixture& d) const {
    double sum = 0;
    for (std::size_t i = 0; i < d.parts.size(); ++i) sum += d.weights[i] * mean(d.parts[i]);
    return sum;
  }
  double operator()(const Truncated& d) const { return mean_of_quantiles(d); }
};

}  // namespace

double mean(const Distribution& d) { return std::visit(Mean{}, d.kind); }

}  // namespace llmtco
