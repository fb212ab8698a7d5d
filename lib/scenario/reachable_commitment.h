#pragma once
#include "scenario/option_reader.h"

namespace llmtco {

/// Refuses a commitment to more than the rate limits beside it let anyone spend:
///
///     minutes of a month x (input limit x dearest input price + output limit x dearest output price)
///
/// Example: 1,000 tokens read a minute at $10 a million and 100 written at $100: 43,800 x $0.02 = $876 a month. Asked only
/// where limits on both, the spend and all prices are known, and nothing else is bought: units, batches, tools, media,
/// stored caches.
void check_reachable(const Place& place, const Option& option, Inputs& inputs);

}  // namespace llmtco
