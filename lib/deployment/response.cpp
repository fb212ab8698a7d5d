#include "deployment/response.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <iterator>

#include "columns/column_math.h"

namespace llmtco {
namespace {

constexpr double least_load = 0.01, most_load = 0.985;
/// Of the sum of squares of a feature: far below what noise of simulations makes of a coefficient.
constexpr double ridge = 1e-4;

/// Of so many inputs at most two are taken together.
constexpr std::size_t most_crossed = 6;

std::vector<Column> centred(std::span<const SurfaceAxis> axes, std::span<const Column> inputs) {
  std::vector<Column> all;
  for (const SurfaceAxis& axis : axes) {
    const Column seen = min(max(inputs[axis.input], axis.low), axis.high);
    all.push_back((seen - axis.middle) / axis.width);
  }
  return all;
}

/// Loads between which times are taken to be straight lines, as logarithms over their yardsticks.
constexpr double knots[] = {0.0,  0.05, 0.1, 0.17, 0.25, 0.35, 0.45, 0.55,
                            0.65, 0.73, 0.8, 0.86, 0.91, 0.95, 0.985};

/// Of each knot 1 there, falling to 0 at its neighbours.
std::vector<Column> hats(const Column& u) {
  constexpr std::size_t n = std::size(knots);
  std::vector<Column> all;
  for (std::size_t k = 0; k < n; ++k) {
    const Column up = k == 0 ? Column(1.0) : (u - knots[k - 1]) / (knots[k] - knots[k - 1]),
                 down = k + 1 == n ? Column(1.0) : (knots[k + 1] - u) / (knots[k + 1] - knots[k]);
    all.push_back(max(min(up, down), 0.0));
  }
  return all;
}

/// Solves a x = b, a symmetric and positive definite, by Cholesky.
std::vector<double> solved_symmetric(std::vector<std::vector<double>> a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = 0; k < j; ++k) {
      for (std::size_t i = j; i < n; ++i) a[i][j] -= a[i][k] * a[j][k];
    }
    const double root = std::sqrt(std::max(a[j][j], 1e-300));
    for (std::size_t i = j; i < n; ++i) a[i][j] /= root;
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[k][i] * b[k];
    b[i] /= a[i][i];
  }
  return b;
}

}  // namespace

std::vector<SurfaceAxis> axes_of(std::span<const Column> inputs, std::span<const std::size_t> draws) {
  std::vector<SurfaceAxis> axes;
  const auto n = static_cast<double>(draws.size());
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    if (inputs[k].is_constant()) continue;
    double sum = 0, squares = 0;
    SurfaceAxis axis{.input = k, .low = inputs[k][draws[0]], .high = inputs[k][draws[0]]};
    for (const std::size_t draw : draws) {
      const double x = inputs[k][draw];
      sum += x;
      axis.low = std::min(axis.low, x);
      axis.high = std::max(axis.high, x);
    }
    axis.middle = sum / n;
    for (const std::size_t draw : draws)
      squares += (inputs[k][draw] - axis.middle) * (inputs[k][draw] - axis.middle);
    axis.width = std::sqrt(squares / n);
    if (axis.width > 1e-9 * std::max(1.0, std::abs(axis.middle))) axes.push_back(axis);
  }
  return axes;
}

std::vector<Column> features_of(std::span<const SurfaceAxis> axes, std::span<const Column> inputs) {
  std::vector<Column> all{1.0};
  for (Column& z : centred(axes, inputs)) {
    all.push_back(z * z);
    all.push_back(std::move(z));
  }
  return all;
}

std::vector<Column> features_of(std::span<const SurfaceAxis> axes, std::span<const Column> inputs,
                                const Column& load) {
  const Column u = min(max(load, least_load), most_load), l = -log1p(-u);
  std::vector<Column> all = hats(u);
  const std::vector<Column> z = centred(axes, inputs);
  for (std::size_t i = 0; i < z.size(); ++i) {
    for (Column& feature : std::array<Column, 4>{z[i], z[i] * u, z[i] * l, z[i] * z[i]})
      all.push_back(std::move(feature));
    for (std::size_t j = 0; j < i && z.size() <= most_crossed; ++j) all.push_back(z[i] * z[j]);
  }
  return all;
}

Column Response::at(std::span<const Column> features) const {
  assert(features.size() == coefficients.size());
  Column sum = 0.0;
  for (std::size_t i = 0; i < features.size(); ++i) sum = fma(features[i], coefficients[i], sum);
  return sum;
}

double Response::at(std::span<const Column> features, std::size_t draw) const {
  double sum = 0;
  for (std::size_t i = 0; i < features.size(); ++i) sum += coefficients[i] * features[i][draw];
  return sum;
}

Response response_of(std::span<const Column> features, std::span<const std::size_t> draws,
                     std::span<const double> values, std::span<const double> weights) {
  const std::size_t n = features.size();
  std::vector<std::vector<double>> a(n, std::vector<double>(n, 0));
  std::vector<double> b(n, 0);
  for (std::size_t p = 0; p < draws.size(); ++p) {
    for (std::size_t i = 0; i < n; ++i) {
      const double x = weights[p] * features[i][draws[p]];
      b[i] += x * values[p];
      for (std::size_t j = 0; j <= i; ++j) a[i][j] += x * features[j][draws[p]];
    }
  }
  for (std::size_t i = 0; i < n; ++i) a[i][i] = a[i][i] * (1 + (i == 0 ? 0 : ridge)) + 1e-12;
  return {solved_symmetric(std::move(a), std::move(b))};
}

}  // namespace llmtco
