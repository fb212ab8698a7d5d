#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "montecarlo/differences.h"

namespace llmtco {

/// Two studies of a run by their places in it, whose options of one name are compared draw by draw.
struct Pair {
  std::size_t base, changed;
  std::span<const Compared> wanted = shown_changes;
  /// Options that nobody changed: they are evaluated once for both, and so are their figures recorded and summed up.
  /// Requires that the demand, and whatever these options take from elsewhere, is the same in both studies.
  std::vector<std::string> same{};
  /// Whether nothing differs but how many requests come, and when: what servers can do at most is then worked out once.
  bool volumes_alone = false;
};

}  // namespace llmtco
