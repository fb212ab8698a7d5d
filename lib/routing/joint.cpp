#include "routing/joint.h"

#include <algorithm>
#include <cmath>

#include "columns/column_math.h"
#include "columns/legendre.h"

namespace llmtco::routing {
namespace {

constexpr double two_pi = 6.283185307179586;

/// A share as one that has a quantile.
Column inner(const Column& share) { return min(max(share, 1e-12), 1.0 - 1e-12); }

Column least_both(const Column& strong, const Column& weak) { return max(0.0, strong + weak - 1.0); }

}  // namespace

Outcomes outcomes_of(const Column& strong, const Column& weak, const Column& both) {
  const Column together = min(max(both, least_both(strong, weak)), min(strong, weak));
  return {together, strong - together, weak - together, max(0.0, 1.0 - strong - weak + together)};
}

Column both_by_phi(const Column& strong, const Column& weak, const Column& phi) {
  return strong * weak + phi * sqrt(strong * (1.0 - strong) * weak * (1.0 - weak));
}

Column both_by_tetrachoric(const Column& strong, const Column& weak, const Column& rho) {
  const Column h = normal_quantile(inner(strong)), k = normal_quantile(inner(weak));
  const Column squares = h * h + k * k, product = h * k;
  Column sum = 0.0;
  for (const LegendreNode& node : legendre) {
    for (const double side : {-1.0, 1.0}) {
      const Column r = 0.5 * (1.0 + side * node.point) * rho, rest = 1.0 - r * r;
      sum += node.weight * exp((r * product - 0.5 * squares) / rest) / sqrt(rest);
    }
  }
  return strong * weak + 0.5 * rho / two_pi * sum;
}

double phi_of(double strong, double weak, double both) {
  const double spread = std::sqrt(strong * (1 - strong) * weak * (1 - weak));
  return spread > 0 ? (both - strong * weak) / spread : 0;
}

PhiRange phi_range(double strong, double weak) {
  return {phi_of(strong, weak, std::max(0.0, strong + weak - 1)),
          phi_of(strong, weak, std::min(strong, weak))};
}

}  // namespace llmtco::routing
