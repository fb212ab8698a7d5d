#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "columns/column.h"
#include "random/sampling_plan.h"

namespace llmtco {

/// Uniform numbers of a run: one for every variable and draw, decided by (seed, stream, variable name, draw)
/// alone, whatever the thread and the order of asking. Immutable, so any number of threads may read it.
///
/// sobol: dimension = rank of the name among all names in byte order; each replicate and variable has its own
/// Owen scramble, keyed by Philox(replicate, variable, stream; seed). Adding a variable may move later names
/// to other dimensions: estimates change by sampling noise then, not in expectation. plain: the 52 upper bits
/// of two Philox words; adding a variable changes nothing for the others.
class Sampler {
 public:
  /// `stream` sets runs of one seed apart (the second matrix of a sensitivity analysis, say).
  /// Throws std::invalid_argument for a name given twice, two names of one id, or more than 3,667 of them.
  Sampler(SamplingPlan plan, std::uint64_t seed, std::vector<std::string> names, std::uint32_t stream = 0);

  const SamplingPlan& plan() const { return plan_; }
  const std::vector<std::string>& names() const { return names_; }

  /// Draws [1024 block, 1024 block + 1024) of variable names()[variable].
  Column uniforms(std::size_t variable, std::size_t block) const;

 private:
  /// Points 0 to 7 and 0, 8, ... 1016 of the variable's dimension, and its direction numbers from bit 10 on.
  struct Dimension {
    alignas(64) std::array<std::uint64_t, 8> low;
    alignas(64) std::array<std::uint64_t, 128> high;
    std::array<std::uint32_t, 32> directions;
  };

  void check_names() const;
  void make_dimensions();
  Column sobol(std::size_t variable, std::size_t block) const;

  SamplingPlan plan_;
  std::uint64_t seed_;
  std::uint32_t stream_;
  std::vector<std::string> names_;
  std::vector<std::uint32_t> ids_;
  std::vector<Dimension> dimensions_;
};

}  // namespace llmtco
