#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "montecarlo/compare.h"
#include "montecarlo/study.h"

namespace llmtco {

/// One value that is decided upon, by its path: options.gpt-4o.discount, 10%.
struct Choice {
  std::string path, value;
};

/// Studies by choices: what a decision is looked for among. How a choice makes a study is bound by whoever has
/// the scenario (app/scenario_family.h): nothing here knows what a path means.
struct Family {
  /// The study in which these choices were made, in order; of none, the base.
  std::function<Study(std::span<const Choice>)> study;
  /// What these choices leave as it is. No function: any choice may move all.
  std::function<Unmoved(std::span<const Choice>)> unmoved{};
};

}  // namespace llmtco
