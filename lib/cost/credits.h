#pragma once
#include <optional>
#include <string>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Money that a provider gives, to be spent with it.
struct Credits {
  std::optional<Uncertain<Usd>> amount{};            ///< once, at the beginning of the horizon
  std::optional<int> expires_after{};                ///< months in which `amount` can be used; all if absent
  std::optional<Uncertain<UsdPerSecond>> monthly{};  ///< each month, gone at its end
  std::string source{};
};

/// Pays what is invoiced so far in a month, first by what this month gives, then by what is left of the amount: a
/// negative line each.
///
///     of the amount = min(invoiced - of the month, amount - what months before have taken of it)
///
/// Example: $25,000 on bills of $10,000 a month pay months 1 and 2 and half of month 3. Asked of one month
/// at a time: `left.credited` is what months before took, and grows by what this one takes.
void bill(const Credits& credits, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
