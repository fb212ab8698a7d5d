#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"

namespace llmtco {

/// Options of which the same is said.
struct AlikeOptions {
  std::string said;
  std::vector<const OptionResult*> options;

  bool one() const { return options.size() == 1; }
  /// "own", "own and rented".
  std::string names() const;
};

/// Adds an option to those of which the same is said, which stand in the order of the first of each.
void add_alike(const std::string& said, const OptionResult& option, std::vector<AlikeOptions>& all);

}  // namespace llmtco
