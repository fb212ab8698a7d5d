#include <type_traits>

#include "random/distribution.h"

namespace llmtco {
namespace {

using namespace distributions;

bool same(const Constant& a, const Constant& b) { return a.value == b.value; }
bool same(const Normal& a, const Normal& b) { return a.mean == b.mean && a.sd == b.sd; }
bool same(const Lognormal& a, const Lognormal& b) { return a.median == b.median && a.sigma == b.sigma; }
bool same(const Uniform& a, const Uniform& b) { return a.low == b.low && a.high == b.high; }
bool same(const Triangular& a, const Triangular& b) {
  return a.low == b.low && a.mode == b.mode && a.high == b.high;
}
bool same(const Pert& a, const Pert& b) { return a.low == b.low && a.mode == b.mode && a.high == b.high; }
bool same(const Beta& a, const Beta& b) {
  return a.alpha == b.alpha && a.beta == b.beta && a.low == b.low && a.high == b.high;
}
bool same(const Gamma& a, const Gamma& b) { return a.shape == b.shape && a.scale == b.scale; }
bool same(const Discrete& a, const Discrete& b) {
  return a.values == b.values && a.probabilities == b.probabilities;
}
bool same(const Empirical& a, const Empirical& b) { return a.values == b.values; }
bool same(const Mixture& a, const Mixture& b) { return a.weights == b.weights && a.parts == b.parts; }
bool same(const Truncated& a, const Truncated& b) {
  return a.low == b.low && a.high == b.high && (a.part == b.part || *a.part == *b.part);
}

}  // namespace

bool operator==(const Distribution& a, const Distribution& b) {
  if (a.kind.index() != b.kind.index()) return false;
  return std::visit([&](const auto& one) { return same(one, std::get<std::decay_t<decltype(one)>>(b.kind)); },
                    a.kind);
}

}  // namespace llmtco
