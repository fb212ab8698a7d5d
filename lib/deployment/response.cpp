#include "deployment/response.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

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

constexpr const auto& knots = response_loads;

/// Of each knot 1 there, falling to 0 at its neighbours.
std::vector<Column> hats(const Column& u) {
  constexpr std::size_t n = knots.size();
  std::vector<Column> all;
  for (std::size_t k = 0; k < n; ++k) {
    const Column up = k == 0 ? Column(1.0) : (u - knots[k - 1]) / (knots[k] - knots[k - 1]),
                 down = k + 1 == n ? Column(1.0) : (knots[k + 1] - u) / (knots[k + 1] - knots[k]);
    all.push_back(max(min(up, down), 0.0));
  }
  return all;
}

/// What a response takes of inputs, times what of the load.
struct InputTerm {
  enum class By { nothing, load, queue } by;
  Column value;
};

std::vector<InputTerm> input_terms(std::span<const SurfaceAxis> axes, std::span<const Column> inputs) {
  using enum InputTerm::By;
  const std::vector<Column> z = centred(axes, inputs);
  std::vector<InputTerm> all;
  for (std::size_t i = 0; i < z.size(); ++i) {
    all.insert(all.end(), {{nothing, z[i]}, {load, z[i]}, {queue, z[i]}, {nothing, z[i] * z[i]}});
    for (std::size_t j = 0; j < i && z.size() <= most_crossed; ++j) all.push_back({nothing, z[i] * z[j]});
  }
  return all;
}

/// The knot at or below each two-hundredth of a load.
constexpr std::array<std::uint8_t, 198> knots_below() {
  std::array<std::uint8_t, 198> below{};
  for (std::size_t i = 0, k = 0; i < below.size(); ++i) {
    while (k + 2 < knots.size() && 200 * knots[k + 1] < static_cast<double>(i) + 1e-9) ++k;
    below[i] = static_cast<std::uint8_t>(k);
  }
  return below;
}

std::uint8_t knot_below(double u) {
  static constexpr std::array<std::uint8_t, 198> below = knots_below();
  return u > 0 ? below[static_cast<std::size_t>(200 * u)] : std::uint8_t{0};  // no number is on no line
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
  const LoadTerms at(load);
  std::vector<Column> all = hats(at.load());
  for (InputTerm& term : input_terms(axes, inputs)) {
    all.push_back(term.by == InputTerm::By::nothing ? std::move(term.value)
                  : term.by == InputTerm::By::load  ? term.value * at.load()
                                                    : term.value * at.queue());
  }
  return all;
}

LoadTerms::LoadTerms(const Column& load)
    : u_(min(max(load.plain(), least_load), most_load)), l_(-log1p(-u_)) {
  const auto place = [&](double u, std::size_t draw) {
    const std::size_t k = from_[draw] = knot_below(u);
    return (u - knots[k]) / (knots[k + 1] - knots[k]);
  };
  if (u_.is_constant()) {
    part_ = place(u_.constant(), 0);
    return;
  }
  part_ = Column::uninitialised();
  double* part = part_.values();
  for (std::size_t i = 0; i < block_draws; ++i) part[i] = place(u_.data()[i], i);
}

Column LoadTerms::between(std::span<const double> values) const {
  std::array<double, knots.size()> rise{};
  for (std::size_t k = 0; k + 1 < rise.size(); ++k) rise[k] = values[k + 1] - values[k];
  if (part_.is_constant()) return values[from_[0]] + part_.constant() * rise[from_[0]];
  Column all = Column::uninitialised();
  double* const out = all.values();
  const double* const part = part_.data();
  for (std::size_t i = 0; i < block_draws; ++i) out[i] = values[from_[i]] + part[i] * rise[from_[i]];
  return all;
}

LoadCurve::LoadCurve(const Response& response, std::span<const SurfaceAxis> axes,
                     std::span<const Column> inputs) {
  const auto terms = input_terms(axes, inputs);
  const std::span<const double> all = response.coefficients;
  assert(all.size() == knots.size() + terms.size());
  values_.assign(all.begin(), all.begin() + knots.size());
  for (std::size_t i = 0; i < terms.size(); ++i) {
    Column& sum = terms[i].by == InputTerm::By::nothing ? alone_
                  : terms[i].by == InputTerm::By::load  ? by_load_
                                                        : by_queue_;
    sum = fma(terms[i].value, all[knots.size() + i], sum);
  }
}

Column LoadCurve::at(const LoadTerms& load) const {
  return fma(by_queue_, load.queue(), fma(by_load_, load.load(), load.between(values_) + alone_));
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
