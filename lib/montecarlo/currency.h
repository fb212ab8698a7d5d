#pragma once
#include <string>
#include <vector>

#include "deployment/evaluation.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// The currency that a study's amounts are reported in. Everything is computed in dollars; what is reported of a draw
/// is that over the rate of the draw.
///
/// Example: EUR 0.90 a unit at $1.10 is $0.99; reported in euros, whatever the rate, EUR 0.90.
struct Currency {
  std::string code = "USD";
  Uncertain<double> usd{1.0};  ///< dollars of one unit
  std::string as_of{}, source{};

  bool is_dollars() const { return code == "USD"; }
};

/// Throws InputError where what is to be compared is in two currencies.
void require_one(const Currency& a, const Currency& b);

/// Turns every amount of the evaluations from dollars into the currency; of dollars nothing changes.
void report_in(const Currency& currency, const Block& block, std::vector<Evaluation>& evaluations);

}  // namespace llmtco
