#include "workload/tiers.h"

#include <algorithm>
#include <cmath>

#include "workload/call_lengths.h"

namespace llmtco {
namespace {

/// No task is counted with more calls: what a scenario may write as their mean.
constexpr double most_calls = 10'000;

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
  const bool traced = share.calls.is_traced() || share.input.is_traced();
  if (!traced && share.calls.is_constant())
    return share;  // a share that varies is told, though all draws have one
  const std::initializer_list<Argument> of{argument("input of the first call", lengths.input),
                                           argument("new input of a call", lengths.new_input),
                                           argument("output of a call", lengths.output),
                                           {"calls of a task", lengths.calls.mean},
                                           {"cv of the calls", lengths.calls.cv},
                                           {"cv of the input", lengths.input_cv},
                                           {"cv of new input", lengths.new_cv},
                                           {"cv of the output", lengths.output_cv}};
  return {opaque("share of calls in the tier", std::move(share.calls), of),
          opaque("share of input in the tier", std::move(share.input), of)};
}

/// Calls numbered `first` and on that are taken as one size.
struct CallGroup {
  double first, count;
  double middle() const { return first + 0.5 * (count - 1); }
};

std::vector<CallGroup> groups_of(const Calls& calls) {
  std::vector<CallGroup> groups;
  const double most = std::min(calls.most(), most_calls);
  for (double k = 0; k < most; k += groups.back().count)
    groups.push_back({k, calls.alike() ? 1 : std::max(1.0, std::floor(k / 8))});
  return groups;
}

/// How many calls of a group a task makes.
Column calls_in(const CallGroup& group, const Calls& calls) {
  if (calls.alike()) return min(1.0, max(0.0, calls.mean - group.first));
  return calls.beyond(group.first) - calls.beyond(group.first + group.count);
}

/// All calls and input tokens of a task.
TierShare of_all_calls(const TaskLengths& lengths) {
  const Calls& calls = lengths.calls;
  return {calls.mean,
          (calls.mean * lengths.input + (0.5 * calls.pairs()) * lengths.step) / (token / request)};
}

/// Whether no call of this mean reaches so many tokens in any draw, but for one of 10^15.
bool stays_below(const Drawn<TokensPerRequest>& mean, Tokens from, const Column& cv) {
  const Column ratio = mean / (from / request);
  return largest(cv.is(0) ? ratio : ratio * exp(8.0 * sqrt(log1p(cv * cv)))) < 1;
}

/// The longest call that counts, in tokens: eight standard deviations beyond the mean of the last, where calls differ.
Column longest_input(const TaskLengths& lengths) {
  const double last = std::max(0.0, std::ceil(std::min(lengths.calls.most(), most_calls)) - 1);
  const Column mean = input_of_call(lengths, last) / (token / request);
  const Column cv = max(lengths.input_cv, max(lengths.new_cv, lengths.output_cv));
  return cv.is(0) || last == 0 ? mean : mean * exp(8.0 * sqrt(log1p(cv * cv)));
}

/// Calls and input tokens in calls that reach each tier. Where calls differ, those of the first tier are what is left
/// of all: only groups that may reach another are worked out.
std::vector<TierShare> reaching_tiers(const TaskLengths& lengths, const std::vector<Tokens>& tiers) {
  const bool alike = lengths.calls.alike();
  std::vector<TierShare> at_least(tiers.size(), {0.0, 0.0});
  if (!alike) at_least[0] = of_all_calls(lengths);
  for (const CallGroup& group : groups_of(lengths.calls)) {
    const Drawn<TokensPerRequest> mean = input_of_call(lengths, group.middle());
    const Column cv = cv_of_call(lengths, group.middle());
    if (!alike && stays_below(mean, tiers[1], cv)) continue;
    const Column weight = calls_in(group, lengths.calls), tokens = weight * (mean / (token / request));
    for (std::size_t t = alike ? 0 : 1; t < tiers.size(); ++t) {
      const Reach reach = t == 0 ? Reach{1.0, 1.0} : reaching(mean, tiers[t], cv);
      at_least[t].calls += weight * reach.calls;
      at_least[t].input += tokens * reach.input;
    }
  }
  for (std::size_t t = 1; !alike && t < tiers.size(); ++t) {
    at_least[t].calls = min(at_least[t].calls, at_least[0].calls);
    at_least[t].input = min(at_least[t].input, at_least[0].input);
  }
  return at_least;
}

std::vector<TierShare> untold_shares(const TaskLengths& lengths, const std::vector<Tokens>& tiers) {
  if (tiers.size() == 1) return {{1.0, 1.0}};
  const Column longest = longest_input(lengths);
  const bool one_spread = lengths.calls.mean.is(1) && !lengths.input_cv.is(0);
  if (!one_spread && largest(longest) < tiers[1] / token) {  // every call is in the first tier
    const Column none = share_with(longest, 0), all = share_with(longest, 1);
    std::vector<TierShare> shares(tiers.size(), {none, none});
    shares[0] = {all, all};
    return shares;
  }
  const std::vector<TierShare> at_least = reaching_tiers(lengths, tiers);
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
