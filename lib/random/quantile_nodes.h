#pragma once

#include <vector>

#include "columns/column.h"
#include "random/distribution.h"

namespace llmtco::detail {

/// Quantile function of a mixture. Its nodes are quantiles x of every part, at which the tails of the whole
/// are known exactly; between nodes x follows a monotone cubic in v = min(u, 1 - u) with the slopes
/// 1 / density. A single value with probability is a flat piece, a gap between parts a jump.
class NodeQuantile {
 public:
  explicit NodeQuantile(const distributions::Mixture& mixture);
  Column operator()(const Column& u) const;

 private:
  struct Node {
    double v, x, slope;  // dx/dv
  };
  static double at(const std::vector<Node>& half, double v);
  static std::vector<Node> monotone(std::vector<Node> half);

  std::vector<Node> lower_;  // ascending in v = u
  std::vector<Node> upper_;  // ascending in v = 1 - u
};

}  // namespace llmtco::detail
