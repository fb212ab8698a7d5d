#include "routing/joint.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "columns/column_math.h"

namespace llmtco::routing {
namespace {

/// Points and weights of Gauss and Legendre on [-1, 1], the upper half of twenty.
struct Node {
  double point, weight;
};
constexpr std::array<Node, 10> legendre{{{0.0765265211334973, 0.1527533871307258},
                                         {0.2277858511416451, 0.1491729864726037},
                                         {0.3737060887154195, 0.1420961093183820},
                                         {0.5108670019508271, 0.1316886384491766},
                                         {0.6360536807265150, 0.1181945319615184},
                                         {0.7463319064601508, 0.1019301198172404},
                                         {0.8391169718222188, 0.0832767415767048},
                                         {0.9122344282513259, 0.0626720483341091},
                                         {0.9639719272779138, 0.0406014298003869},
                                         {0.9931285991850949, 0.0176140071391521}}};
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
  for (const Node& node : legendre) {
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
