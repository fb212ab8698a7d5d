#pragma once
#include <string>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// A promise to spend so much a month, and what it is worth.
struct Commitment {
  Uncertain<UsdPerSecond> spend;     ///< committed, after the discount
  Uncertain<double> discount;        ///< off what is spent under the commitment
  Uncertain<double> shortfall{1.0};  ///< share of what is committed and not spent that is billed
  Uncertain<double> beyond;          ///< discount off what is spent beyond it
  std::string source{};
};

/// With L invoiced so far in the month, K committed, d and b the discounts and s the share of a shortfall:
///
///     covered    = min(L, K / (1 - d))                   of L, at list
///     discount   = d covered + b (L - covered)           a negative line
///     shortfall  = s max(0, K - (1 - d) L)
///
/// Example: $50,000 a month at 12 %. Of $40,000 at list $35,200 are spent, and $14,800 billed as a shortfall: $50,000.
/// Of $60,000 the commitment covers 50,000 / 0.88 = $56,818.18; the rest is billed at list: 50,000 + 3,181.82 =
/// $53,181.82.
///
/// Settled by the month. Left out: a commitment over a year, whose months may make up for each other.
void bill(const Commitment& commitment, Use& left, const Block& block, Bill& lines);

/// What is invoiced by these lines: what commitments and credits are held against.
Drawn<Usd> invoiced(const Bill& lines);

}  // namespace llmtco
