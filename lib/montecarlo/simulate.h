#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "montecarlo/result.h"
#include "montecarlo/study.h"
#include "random/sampling_plan.h"

namespace llmtco {

/// How to draw. The result depends on method, seed and draws, never on threads.
struct Settings {
  SamplingMethod method = SamplingMethod::sobol;
  std::uint64_t seed = 1;
  std::size_t draws = 16384;
  int threads = 1;
  /// Figures of single classes and months as well.
  bool details = false;
  /// Called now and then with the blocks done and the blocks in all; from one thread at a time.
  std::function<void(std::size_t, std::size_t)> progress{};
};

/// Draws the inputs of a study, evaluates all options on every draw and sums up. Throws InputError where a
/// formula leaves the range of the place it stands in.
Result simulate(const Study& study, const Settings& settings);

/// Two studies on the same draws: variables of one name see the same numbers in both.
ScenarioComparison compare(const Study& base, const Study& changed, const std::vector<std::string>& changes,
                           const Settings& settings);

}  // namespace llmtco
