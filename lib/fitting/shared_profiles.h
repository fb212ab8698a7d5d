#pragma once
#include <cstddef>
#include <vector>

#include "measured/cases.h"

namespace llmtco {

/// Rows of one placement share its profiles, which cost more than their predictions; internal to the module.
class SharedProfiles {
 public:
  explicit SharedProfiles(const std::vector<Case>& cases);
  /// The coefficients have changed.
  void forget() { ++turn_; }
  /// Takes the profiles of these coefficients into a row.
  void refresh(std::size_t row, Case& c, const Coefficients& k);

 private:
  struct Made {
    long turn = -1;
    Profile online{}, offline{};
  };
  std::vector<std::size_t> group_;  // of each row
  std::vector<Made> made_;          // of each group
  long turn_ = 0;
};

}  // namespace llmtco
