#pragma once
#include <vector>

#include "workload/lengths.h"

namespace llmtco {

/// How much of a class is billed at one tier.
struct TierShare {
  Column
      calls;  ///< share of its calls, and so of its output tokens; of these alone where summaries are written too
  Column input;  ///< share of its input tokens
};

/// Shares of each tier, given the input tokens from which on each holds, ascending, the first from 0; they sum
/// to 1.
///
/// Call k of a task (from 0) reads m_k = I + k d tokens on average, lognormal with coefficient of variation c_k
/// (cv_of_call()): s^2 = log(1 + c_k^2). The whole call is billed at the highest tier its input reaches:
///
///     P(input >= T)        = Phi((log(m_k / T) - s^2 / 2) / s)
///     E[input; input >= T] = m_k Phi((log(m_k / T) + s^2 / 2) / s)
///
/// and 1 or 0 by m_k >= T where c_k = 0. Call k weighs as much as tasks make it: min(1, max(0, n - k)) where all make n
/// calls, else E[max(0, n - k)] - E[max(0, n - k - 1)] (workload/calls.h); there calls from the ninth on are taken
/// together with up to an eighth of those before them, as long as the middle one.
/// Where the context is summarized: workload/compacted_calls.h. Left out: correlation of output length with input length.
std::vector<TierShare> tier_shares(const TaskLengths& lengths, const std::vector<Tokens>& tiers);

}  // namespace llmtco
