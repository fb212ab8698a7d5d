#pragma once
#include <string>
#include <vector>

#include "deployment/context.h"

namespace llmtco {

/// A part of a split, evaluated at its share of the requests.
struct SplitPart {
  std::string name;
  Column share;  ///< of the split's requests
  Evaluation evaluation;
};

/// Share of each part in every draw. Shares of which one or more are uncertain are drawn one by one; divided
/// by their sum they add up to 1: 0.2 to 0.4 drawn as 0.3 beside a known 0.8 gives 0.2727 and 0.7273.
std::vector<Column> shares_of(const Split& split, const Block& block);

/// What needs no shares: bills side by side, machines, energy and carbon of all parts; feasible where every part with
/// requests is.
void add_parts(const std::vector<SplitPart>& parts, Evaluation& all);

/// The whole of a split: bills side by side, accuracy weighted by share (shares sum to 1), feasible where every
/// part with requests is. What a class waits for is the mix of what its requests wait for in each part
/// (latency/distribution.h), and limits are held against that. Example: half the requests with TTFT (0.2, 0.4) s,
/// half with (0.6, 1.2) s: median 0.3464 s, not 0.4 s; 95th percentile 1.0298 s, not 1.2 s.
Evaluation joined(const std::vector<SplitPart>& parts, const Context& context);

}  // namespace llmtco
