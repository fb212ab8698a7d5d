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
/// to other dimensions: estimates change by sampling noise then, not in expectation. The sequence has 3,667 dimensions:
/// names beyond them are drawn plainly, and their part of the noise is that of plain draws. plain: the 52 upper bits
/// of two Philox words; adding a variable changes nothing for the others.
///
/// A variable's words are those of its id, 32 bits of a hash of its name. Where two names have one id, the later one in
/// byte order takes that of the name with a suffix: two variables never share their numbers.
class Sampler {
 public:
  /// `stream` sets runs of one seed apart (the second matrix of a sensitivity analysis, say).
  /// Throws std::invalid_argument for a name given twice.
  Sampler(SamplingPlan plan, std::uint64_t seed, std::vector<std::string> names, std::uint32_t stream = 0);

  const SamplingPlan& plan() const { return plan_; }
  const std::vector<std::string>& names() const { return names_; }
  /// How many names are drawn plainly, since the sequence of the plan's method has no dimension left for them.
  std::size_t beyond_sequence() const;

  /// Draws [1024 block, 1024 block + 1024) of variable names()[variable].
  Column uniforms(std::size_t variable, std::size_t block) const;

 private:
  /// Points 0 to 7 and 0, 8, ... 1016 of the variable's dimension, and its direction numbers from bit 10 on.
  struct Dimension {
    alignas(64) std::array<std::uint64_t, 8> low;
    alignas(64) std::array<std::uint64_t, 128> high;
    std::array<std::uint32_t, 32> directions;
  };

  void make_ids(const std::vector<std::size_t>& order);
  void make_dimensions(const std::vector<std::size_t>& order);
  bool has_dimension(std::size_t variable) const {
    return !dimensions_.empty() && dimension_of_[variable] < dimensions_.size();
  }
  Column sobol(std::size_t variable, std::size_t block) const;

  SamplingPlan plan_;
  std::uint64_t seed_;
  std::uint32_t stream_;
  std::vector<std::string> names_;
  std::vector<std::uint32_t> ids_;
  std::vector<std::size_t> dimension_of_;  ///< rank of each name in byte order
  std::vector<Dimension> dimensions_;      ///< by rank; none for those beyond the sequence
};

}  // namespace llmtco
