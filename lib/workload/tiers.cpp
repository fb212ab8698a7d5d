#include "workload/tiers.h"

#include <algorithm>
#include <cmath>

#include "workload/tokens.h"

namespace llmtco {
namespace {

/// Share of calls of mean size `mean` that reach `from`, and of their input tokens.
TierShare reaching(const Drawn<TokensPerRequest>& mean, Tokens from, const Column& cv) {
  const Column ratio = mean / (from / request);
  const Column alike = greater_equal(ratio, 1.0);
  if (cv.is(0)) return {alike, alike};
  const Column variance = log1p(cv * cv);
  const Column spread = select(less(0.0, variance), sqrt(variance), 1.0);
  const Column distance = log(max(ratio, 1e-300));
  return {select(less(0.0, variance), normal_cdf((distance - 0.5 * variance) / spread), alike),
          select(less(0.0, variance), normal_cdf((distance + 0.5 * variance) / spread), alike)};
}

/// A share that is the same in every draw of this block, and need not be in others if it varies with a
/// column.
Column share_with(const Column& varying, double share) {
  Column column = share;
  if (!varying.is_constant()) column.values();
  return column;
}

double largest(const Column& column) {
  if (column.is_constant()) return column.constant();
  return *std::max_element(column.data(), column.data() + block_draws);
}

/// As explanations show it: a function of what the input of a call is made of.
TierShare told(TierShare share, const TaskLengths& lengths) {
  if (!share.calls.is_traced() && !share.input.is_traced()) return share;
  const std::initializer_list<Argument> of{argument("input of the first call", lengths.input),
                                           argument("new input of a call", lengths.new_input),
                                           argument("output of a call", lengths.output),
                                           {"calls of a task", lengths.calls},
                                           {"cv of the input", lengths.input_cv}};
  return {opaque("share of calls in the tier", std::move(share.calls), of),
          opaque("share of input in the tier", std::move(share.input), of)};
}

std::vector<TierShare> untold_shares(const TaskLengths& lengths, const std::vector<Tokens>& tiers) {
  if (tiers.size() == 1) return {{1.0, 1.0}};
  const Column& n = lengths.calls;
  const Column& cv = lengths.input_cv;
  const double last = std::max(0.0, std::ceil(largest(n)) - 1);
  const Column longest = input_of_call(lengths, last) / (token / request);
  if (cv.is(0) && largest(longest) < tiers[1] / token) {  // every call is in the first tier
    const Column none = share_with(longest, 0), all = share_with(longest, 1);
    std::vector<TierShare> shares(tiers.size(), {none, none});
    shares[0] = {all, all};
    return shares;
  }
  // at_least[t]: calls and input tokens in calls that reach tier t.
  std::vector<TierShare> at_least(tiers.size(), {0.0, 0.0});
  for (double k = 0; k < largest(n); ++k) {
    const Column weight = min(1.0, max(0.0, n - k));
    const Drawn<TokensPerRequest> mean = input_of_call(lengths, k);
    const Column tokens = weight * (mean / (token / request));
    for (std::size_t t = 0; t < tiers.size(); ++t) {
      const TierShare reach = t == 0 ? TierShare{1.0, 1.0} : reaching(mean, tiers[t], cv);
      at_least[t].calls += weight * reach.calls;
      at_least[t].input += tokens * reach.input;
    }
  }
  std::vector<TierShare> shares;
  for (std::size_t t = 0; t < tiers.size(); ++t) {
    const bool top = t + 1 == tiers.size();
    const TierShare above = top ? TierShare{0.0, 0.0} : at_least[t + 1];
    const Column tokens = select(less(0.0, at_least[0].input), at_least[0].input, 1.0);
    shares.push_back(
        {(at_least[t].calls - above.calls) / at_least[0].calls, (at_least[t].input - above.input) / tokens});
  }
  return shares;
}

}  // namespace

std::vector<TierShare> tier_shares(const TaskLengths& lengths, const std::vector<Tokens>& tiers) {
  std::vector<TierShare> shares = untold_shares(lengths, tiers);
  for (TierShare& share : shares) share = told(std::move(share), lengths);
  return shares;
}

}  // namespace llmtco
