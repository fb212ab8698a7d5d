#pragma once
#include <string>

#include "cost/token_tariff.h"

namespace llmtco {

/// The batch tier of an API, for requests whose answers may wait.
struct BatchShare {
  TokenTariff tariff;  ///< with the factors of the tier
  std::string tier;    ///< "batch", which its lines are labelled with
};

/// Pays for the tokens of the tasks that may wait, and leaves the rest: a class's `may_wait` of all that it buys. Uses of
/// tools have no other price in a batch, and stay.
///
/// Example: 100 Mtok of input at $2.50, half of it in a batch, of which 30 % may wait: 30 Mtok x $1.25 = $37.50, and
/// 70 Mtok are left.
///
/// Left out: that the tasks that wait may be longer or shorter than the others.
void bill(const BatchShare& batch, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
