#pragma once
#include <string>
#include <vector>

#include "montecarlo/run.h"

namespace llmtco {

/// What a run comes to, out of the sums of its independent replicates: every number is their mean, its
/// interval the t-interval over them. A quantile so averaged differs from that of all draws together by about
/// 1 / draws of a replicate, far less than its interval. Requires two parts or more.
///
/// Of all parts but the first only the numbers are kept: 8 bytes each.
class Merger {
 public:
  explicit Merger(std::size_t parts) : values_(parts), reasons_(parts) {}
  /// Takes one part; several threads may give different ones at once.
  void take(std::size_t part, RunResult result);
  /// Once all parts are there; `draws` are those of all.
  RunResult merged(std::size_t draws) &&;

 private:
  std::vector<std::vector<double>> values_;                     ///< of each part
  std::vector<std::vector<std::vector<std::string>>> reasons_;  ///< of each part, study and option
  RunResult first_;
};

}  // namespace llmtco
