#pragma once
#include <functional>
#include <string>
#include <vector>

#include "gate/finding.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco {

/// Changes of inputs between a base and a candidate, and the study in which some of them are made.
struct Changes {
  std::vector<Cause> causes;  ///< their shares not filled in
  /// With a flag for each. Throws InputError where these changes alone make no good scenario.
  std::function<Study(const std::vector<bool>& made)> study;
  /// Whether a change can move the costs of an option. Absent: each may.
  std::function<bool(std::size_t change, const std::string& option)> touches{};
};

/// What each change does to the monthly cost of every option that both have and whose cost moved: Shapley values, the
/// mean over all orders in which the changes can be made of what each does when its turn comes. All orders are seen
/// on the same draws, so that the shares sum to the difference.
///
/// With n changes, over the 2^n sets of them:
///     share_i = sum over sets S without i of |S|! (n - |S| - 1)! / n! (cost(S and i) - cost(S))
/// Price $1 to $2 and volume 100 to 150: cost 100 to 300; price first +100, then volume +100; volume first +50, then
/// price +150; so price +125, volume +75.
/// A change that does not touch an option has no share of it, and the others' are as if it were not there: what is
/// counted here are those that do. Up to 7 exactly; of more, where all orders would take more evaluations, the mean over
/// 32 orders, each forwards and backwards. From 6 changes on fewer draws are taken, and 4,096 at most before
/// (Attribution::draws). An interval's ends are passed with a chance of `level` each.
/// Source: Shapley, "A value for n-person games", 1953; Castro et al., Computers & OR 36(5), 2009, on sampled orders.
/// Nothing where a set of the changes makes no good scenario.
std::optional<std::vector<Attribution>> attribution(const Changes& changes, const Settings& settings,
                                                    double level);

/// Makes the shares parts of the difference that all draws of a check come to. Those of fewer draws sum to a little
/// more or less; what is missing goes to each by its size.
///
///     share_i += (difference - sum of shares) |share_i| / sum of |share_j|
/// Shares +300 and -100 of a difference of 204: 4 are missing, so +303 and -99.
void settle(double base_usd, double candidate_usd, Attribution& attribution);

}  // namespace llmtco
