#include "random/quantile_nodes.h"

#include <algorithm>
#include <cmath>

#include "random/cdf.h"
#include "random/quantile.h"

namespace llmtco::detail {

namespace {

/// v = 2^-k (1 + i / cells): 24 cells an octave down to 2^-9, where nearly all draws fall, 6 below; with both
/// halves 978 numbers, so that one block holds them.
Column node_places() {
  Column u = 0.5;
  double* place = u.values() + 1;
  double width = 0.25;
  for (int octave = 2; octave <= 53; ++octave, width /= 2) {
    const int cells = octave <= 9 ? 24 : 6;
    for (int i = 0; i < cells; ++i) {
      const double v = width * (1 + static_cast<double>(i) / cells);
      *place++ = v;
      *place++ = 1 - v;
    }
  }
  return u;
}

}  // namespace

NodeQuantile::NodeQuantile(const distributions::Mixture& mixture) {
  std::vector<double> x;
  const Column places = node_places();
  for (std::size_t i = 0; i < mixture.parts.size(); ++i) {
    if (mixture.weights[i] == 0) continue;
    const Column nodes = Quantile(mixture.parts[i])(places);
    for (std::size_t k = 0; k < block_draws; ++k) x.push_back(nodes[k]);
  }
  std::sort(x.begin(), x.end());
  x.erase(std::unique(x.begin(), x.end()), x.end());
  const Distribution whole = mixture;
  for (double each : x) {
    const Tails below = tails_below(whole, each), to = tails(whole, each);
    const double f = density(whole, each);
    const double slope = f > 0 ? 1 / f : 0;
    for (const Tails& t : {below, to}) {
      lower_.push_back({t.lower, each, slope});
      upper_.push_back({t.upper, each, -slope});
    }
  }
  std::reverse(upper_.begin(), upper_.end());
  lower_ = monotone(std::move(lower_));
  upper_ = monotone(std::move(upper_));
}

/// Drops repeated nodes and limits each slope to three times the steepness of both neighbouring chords, which
/// is enough for a cubic to be monotone (Fritsch and Carlson, SIAM J. Numer. Anal. 17, 1980).
std::vector<NodeQuantile::Node> NodeQuantile::monotone(std::vector<Node> half) {
  std::vector<Node> kept;
  for (const Node& node : half) {
    if (!kept.empty() && node.v == kept.back().v && node.x == kept.back().x) continue;
    kept.push_back(node);
  }
  for (std::size_t i = 0; i + 1 < kept.size(); ++i) {
    const double dv = kept[i + 1].v - kept[i].v;
    if (!(dv > 0)) continue;
    const double limit = 3 * std::fabs(kept[i + 1].x - kept[i].x) / dv;
    for (std::size_t k : {i, i + 1}) {
      if (std::fabs(kept[k].slope) > limit) kept[k].slope = std::copysign(limit, kept[k].slope);
    }
  }
  return kept;
}

double NodeQuantile::at(const std::vector<Node>& half, double v) {
  const auto after =
      std::upper_bound(half.begin(), half.end(), v, [](double a, const Node& n) { return a < n.v; });
  if (after == half.begin()) return half.front().x;
  if (after == half.end()) return half.back().x;
  const Node& p = after[-1];
  const double h = after->v - p.v, s = (v - p.v) / h, r = 1 - s;
  return r * r * (1 + 2 * s) * p.x + h * s * r * r * p.slope + s * s * (1 + 2 * r) * after->x -
         h * s * s * r * after->slope;
}

Column NodeQuantile::operator()(const Column& u) const {
  Column x = Column::uninitialised();
  for (std::size_t i = 0; i < block_draws; ++i) {
    x.values()[i] = u[i] <= 0.5 ? at(lower_, u[i]) : at(upper_, 1 - u[i]);
  }
  return x;
}

}  // namespace llmtco::detail
