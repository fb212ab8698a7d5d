#pragma once
#include <vector>

#include "deployment/context.h"
#include "serving/call_stream.h"

namespace llmtco {

/// The calls of each class that come to a fleet, in each draw: means over them, and how they differ from each other.
struct DrawnCalls {
  struct OfClass {
    Column share;   ///< of all calls
    Column input;   ///< tokens of a call, those from the cache counted
    Column cached;  ///< share of these
    Column output;
    Column input_cv, output_cv;
  };
  std::vector<OfClass> classes;

  /// `longest`: tokens of a call with its answer at most; longer ones are cut by whoever asks.
  std::vector<serving::CallClass> in_draw(std::size_t draw, double longest) const;
  /// Mean over the draws of each class's share.
  std::vector<double> mean_shares() const;
  /// Whether all draws are alike.
  bool is_constant() const;
};

/// Sum over the classes of what two shares differ by: 0 where they are the same, 2 where no class is in both.
double unlike(const std::vector<double>& a, const std::vector<double>& b);

/// A task of n calls reads d more in each than in the one before (workload/call_lengths.h), so that its calls differ:
///
///     variance = first_call_variance + (n - 1) / 2 step_variance + d^2 (n^2 - 1) / 12
///
/// (where its context is summarized: workload/compacted_calls.h), and each is taken for a lognormal length of its own. Left out: that later calls find more in the cache.
DrawnCalls drawn_calls(const Fleet& fleet, const Context& context);

}  // namespace llmtco
