#pragma once
#include <optional>

#include "workload/traffic.h"

namespace llmtco {

/// In which months of the horizon something is paid, numbered from 0: all, or some.
struct Dated {
  int from = 0;
  std::optional<int> until{};  ///< the last; that of the horizon if absent
  int every = 1;               ///< 12: once a year

  bool always() const { return from == 0 && !until && every == 1; }
};

/// How many of a period's months it is paid in, over all of them. Example: from month 2 on, every three months, in a
/// year: months 2, 5, 8 and 11, 4 / 12.
double share_of(const Period& period, const Dated& dated);

/// Share of a period's months in which what was bought in such months and lasts for `life` months is written off, each
/// counted: two that overlap count twice.
double lives_in(const Period& period, const Dated& dated, int life);

}  // namespace llmtco
