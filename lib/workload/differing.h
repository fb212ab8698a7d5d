#pragma once
#include <optional>

#include "units/units.h"
#include "variables/uncertain.h"

namespace llmtco {

/// What differs between tasks: its mean, which may be uncertain (doubt, the same for all tasks of a draw), and how
/// tasks spread around it.
template <class Q>
struct Differing {
  /// Half of the tasks, and 95 % of them, are at most so long: a lognormal.
  struct Percentiles {
    Uncertain<Q> p50, p95;
  };

  Uncertain<Q> mean;
  Uncertain<double> cv;  ///< standard deviation between tasks over their mean; 0: all alike
  std::optional<Percentiles> percentiles{};  ///< in place of mean and cv
};

/// Lengths in tokens, lognormal.
using TokenLength = Differing<TokensPerRequest>;

}  // namespace llmtco
