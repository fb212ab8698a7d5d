#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "variables/origin.h"

namespace llmtco {

/// The middle nine tenths of what is drawn.
struct MiddleRange {
  double p5 = 0, p95 = 0;
};

/// One step of an explanation: a number, and the operation on earlier steps that gives it.
struct ExplainedStep {
  enum class Kind {
    computed,   ///< `operation` of `operands`
    input,      ///< with an origin; of a formula of the scenario's author, the operation stands as well
    constant,   ///< the program's own: a unit, a constant of the model
    remainder,  ///< what a mean has over the same operations on means
  };

  Kind kind = Kind::computed;
  std::string name{};       ///< empty for a step in between
  std::string operation{};  ///< + - * / min max sum product, "=" of another name, or a function; "" of a leaf
  std::vector<std::size_t> operands{};  ///< in order; all stand before it
  double value = 0;                     ///< in base units
  std::string unit{};                   ///< of the value; empty where plain or not said
  std::optional<Origin> origin{};
  bool is_opaque =
      false;  ///< explained by a function and its arguments alone: its operation is not worked out
  /// What the operation gives of the operands' values; absent of leaves, and of operations that are not worked out.
  /// Only where every step was asked for.
  std::optional<double> worked_out{};
  /// Of an input that is drawn, P5 and P95; only where every step was asked for, of up to 65,536 draws.
  std::optional<MiddleRange> range{};
};

/// An input that is drawn, in the draws around a percentile.
struct MovedInput {
  std::string name, unit;
  double mean = 0;   ///< over all draws
  double there = 0;  ///< mean over the draws around the percentile
  double moved = 0;  ///< (there - mean) / standard deviation
  Origin origin;
};

/// How one figure of an option came about: of one draw, or of the means over all of them.
///
/// The steps form a graph without cycles, operands first, the figure last. In one draw each + - * / min max sum
/// product of the operands' values, in their order, is the value, bit by bit. In the mean a named step is
/// worked out on the means of the named steps and the inputs below it; where mean(a b) is not
/// mean(a) mean(b), a step `covariance`, or `remainder` where other operations than products are in it, is
/// added. It is left out below 1e-11 of the value.
struct Explanation {
  std::string scenario, option;
  std::string figure;            ///< id of the measure; with `/item`, one line of the bill
  std::string says;              ///< of the figure, in words
  std::string currency = "USD";  ///< of the figure and of the bill; inputs below it are in dollars
  std::uint64_t seed = 0, draws = 0;
  std::optional<std::uint64_t> draw{};  ///< absent: the mean over all
  std::optional<double> percentile{};   ///< of which `draw` is the nearest rank
  double band = 0;                      ///< share of the draws, around the percentile, that `differs` is of
  std::vector<MovedInput> differs{};    ///< by how far they moved, the farthest first
  std::vector<ExplainedStep> steps{};

  const ExplainedStep& root() const { return steps.back(); }
};

}  // namespace llmtco
