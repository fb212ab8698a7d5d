#pragma once
#include <vector>

#include "workload/lengths.h"

namespace llmtco {

/// How much of a class is billed at one tier.
struct TierShare {
  Column calls;  ///< share of its calls, and so of its output tokens
  Column input;  ///< share of its input tokens
};

/// Shares of each tier, given the input tokens from which on each holds, ascending, the first from 0; they sum
/// to 1.
///
/// Call k of a task (from 0) reads m_k = I + k d tokens on average, lognormal over requests with coefficient
/// of variation c: s^2 = log(1 + c^2). The whole call is billed at the highest tier its input reaches:
///
///     P(input >= T)        = Phi((log(m_k / T) - s^2 / 2) / s)
///     E[input; input >= T] = m_k Phi((log(m_k / T) + s^2 / 2) / s)
///
/// and 1 or 0 by m_k >= T where c = 0. A task of n calls weighs call k by min(1, max(0, n - k)).
/// Left out: correlation of output length with input length.
std::vector<TierShare> tier_shares(const TaskLengths& lengths, const std::vector<Tokens>& tiers);

}  // namespace llmtco
