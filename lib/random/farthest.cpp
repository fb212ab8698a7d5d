#include "random/farthest.h"

#include <algorithm>
#include <cmath>

namespace llmtco {

using namespace distributions;

namespace {

constexpr double most_sds = 8.5;

double farther(double a, double b) { return std::max(std::fabs(a), std::fabs(b)); }

double farthest_of(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) most = farther(most, value);
  return most;
}

struct Farthest {
  double operator()(const Constant& d) const { return std::fabs(d.value); }
  double operator()(const Normal& d) const { return std::fabs(d.mean) + most_sds * d.sd; }
  double operator()(const Lognormal& d) const { return d.median * std::exp(most_sds * d.sigma); }
  double operator()(const Uniform& d) const { return farther(d.low, d.high); }
  double operator()(const Triangular& d) const { return farther(d.low, d.high); }
  double operator()(const Pert& d) const { return farther(d.low, d.high); }
  double operator()(const Beta& d) const { return farther(d.low, d.high); }
  // The tail falls as exp(-x / scale), and 2^-54 is exp(-37.4); the sum of both parts bounds every shape.
  double operator()(const Gamma& d) const { return d.scale * (d.shape + most_sds * std::sqrt(d.shape) + 40); }
  double operator()(const Discrete& d) const { return farthest_of(d.values); }
  double operator()(const Empirical& d) const { return farthest_of(d.values); }
  double operator()(const Mixture& d) const {
    double most = 0;
    for (const Distribution& part : d.parts) most = std::max(most, farthest(part));
    return most;
  }
  double operator()(const Truncated& d) const { return std::min(farthest(*d.part), farther(d.low, d.high)); }
};

}  // namespace

double farthest(const Distribution& distribution) { return std::visit(Farthest{}, distribution.kind); }

}  // namespace llmtco
