#include "random/cdf.h"

#include <algorithm>
#include <cmath>

#include "columns/repeatable.h"

namespace llmtco {

using namespace distributions;
using detail::Tails;

namespace {

Tails clamped(double lower) {
  lower = std::clamp(lower, 0.0, 1.0);
  return {lower, 1 - lower};
}

Tails normal_tails(double z) { return {repeatable::normal_cdf(z), repeatable::normal_upper_tail(z)}; }

/// P(low <= X < x) / P(low <= X <= high), or with X <= x.
Tails conditional(const Truncated& d, double x, bool including) {
  if (x < d.low) return {0, 1};
  if (x > d.high) return {1, 0};
  const Tails low = tails_below(*d.part, d.low), high = tails(*d.part, d.high);
  const Tails at = including ? tails(*d.part, x) : tails_below(*d.part, x);
  const double whole = probability_between(*d.part, d.low, d.high);
  return {std::clamp((at.lower - low.lower) / whole, 0.0, 1.0),
          std::clamp((at.upper - high.upper) / whole, 0.0, 1.0)};
}

/// `including` says whether the value x itself counts to the lower tail.
struct TailsAt {
  double x;
  bool including;

  Tails operator()(const Constant& d) const {
    return clamped(d.value < x || (including && d.value == x) ? 1 : 0);
  }
  Tails operator()(const Normal& d) const { return normal_tails((x - d.mean) / d.sd); }
  Tails operator()(const Lognormal& d) const {
    if (x <= 0) return {0, 1};
    return normal_tails(repeatable::log(x / d.median) / d.sigma);
  }
  Tails operator()(const Uniform& d) const { return clamped((x - d.low) / (d.high - d.low)); }
  Tails operator()(const Triangular& d) const {
    if (x <= d.low) return {0, 1};
    if (x >= d.high) return {1, 0};
    const double width = d.high - d.low;
    if (x < d.mode) return clamped((x - d.low) * (x - d.low) / (width * (d.mode - d.low)));
    const double upper = (d.high - x) * (d.high - x) / (width * (d.high - d.mode));
    return {1 - upper, upper};
  }
  Tails operator()(const Pert& d) const { return (*this)(beta_of(d)); }
  Tails operator()(const Beta& d) const {
    return detail::beta_tails(d.alpha, d.beta, (x - d.low) / (d.high - d.low));
  }
  Tails operator()(const Gamma& d) const { return detail::gamma_tails(d.shape, x / d.scale); }
  Tails operator()(const Discrete& d) const {
    Tails sum{0, 0};
    for (std::size_t i = 0; i < d.values.size(); ++i) {
      const bool below = d.values[i] < x || (including && d.values[i] == x);
      (below ? sum.lower : sum.upper) += d.probabilities[i];
    }
    return sum;
  }
  Tails operator()(const Empirical& d) const {
    const auto& v = d.values;
    if (v.size() == 1) return (*this)(Constant{v[0]});
    const auto after =
        including ? std::upper_bound(v.begin(), v.end(), x) : std::lower_bound(v.begin(), v.end(), x);
    if (after == v.begin()) return {0, 1};
    if (after == v.end()) return {1, 0};
    const double place =
        static_cast<double>(after - v.begin() - 1) + (x - after[-1]) / (after[0] - after[-1]);
    return clamped(place / static_cast<double>(v.size() - 1));
  }
  Tails operator()(const Mixture& d) const {
    Tails sum{0, 0};
    for (std::size_t i = 0; i < d.parts.size(); ++i) {
      const Tails part = std::visit(*this, d.parts[i].kind);
      sum.lower += d.weights[i] * part.lower;
      sum.upper += d.weights[i] * part.upper;
    }
    return sum;
  }
  Tails operator()(const Truncated& d) const { return conditional(d, x, including); }
};

struct DensityAt {
  double x;

  double operator()(const Constant&) const { return 0; }
  double operator()(const Normal& d) const { return repeatable::normal_density((x - d.mean) / d.sd) / d.sd; }
  double operator()(const Lognormal& d) const {
    if (x <= 0) return 0;
    return repeatable::normal_density(repeatable::log(x / d.median) / d.sigma) / (d.sigma * x);
  }
  double operator()(const Uniform& d) const { return x >= d.low && x <= d.high ? 1 / (d.high - d.low) : 0; }
  double operator()(const Triangular& d) const {
    if (!(x > d.low && x < d.high)) return 0;
    const double peak = 2 / (d.high - d.low);
    return x < d.mode ? peak * (x - d.low) / (d.mode - d.low) : peak * (d.high - x) / (d.high - d.mode);
  }
  double operator()(const Pert& d) const { return (*this)(beta_of(d)); }
  double operator()(const Beta& d) const {
    const double t = (x - d.low) / (d.high - d.low);
    if (!(t > 0 && t < 1)) return 0;
    return repeatable::exp((d.alpha - 1) * repeatable::log(t) + (d.beta - 1) * repeatable::log1p(-t) -
                           detail::log_beta(d.alpha, d.beta)) /
           (d.high - d.low);
  }
  double operator()(const Gamma& d) const {
    const double t = x / d.scale;
    if (!(t > 0)) return 0;
    return repeatable::exp((d.shape - 1) * repeatable::log(t) - t - detail::log_gamma(d.shape)) / d.scale;
  }
  double operator()(const Discrete&) const { return 0; }
  double operator()(const Empirical& d) const {
    const auto& v = d.values;
    const auto after = std::upper_bound(v.begin(), v.end(), x);
    if (after == v.begin() || after == v.end()) return 0;
    return 1 / (static_cast<double>(v.size() - 1) * (after[0] - after[-1]));
  }
  double operator()(const Mixture& d) const {
    double sum = 0;
    for (std::size_t i = 0; i < d.parts.size(); ++i) sum += d.weights[i] * density(d.parts[i], x);
    return sum;
  }
  double operator()(const Truncated& d) const {
    if (x < d.low || x > d.high) return 0;
    return density(*d.part, x) / probability_between(*d.part, d.low, d.high);
  }
};

}  // namespace

Tails tails(const Distribution& d, double x) { return std::visit(TailsAt{x, true}, d.kind); }
Tails tails_below(const Distribution& d, double x) { return std::visit(TailsAt{x, false}, d.kind); }
double density(const Distribution& d, double x) { return std::visit(DensityAt{x}, d.kind); }

double probability_between(const Distribution& d, double low, double high) {
  const Tails below = tails_below(d, low), to = tails(d, high);
  // The difference of the two smaller tails loses the least.
  return below.upper < to.lower ? below.upper - to.upper : to.lower - below.lower;
}

}  // namespace llmtco
