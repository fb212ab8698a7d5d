#include "workload/tiers.h"

#include <algorithm>
#include <cmath>

#include "columns/column_math.h"
#include "workload/call_lengths.h"
#include "workload/compacted_calls.h"

namespace llmtco {
namespace {

/// No task is counted with more calls: what a scenario may write as their mean.
constexpr double most_calls = 10'000;
/// Two ways to one number differ by less.
constexpr double rounding = 1 + 1e-9;

/// A share that is the same in every draw of this block, and need not be in others if it varies with a
/// column.
Column share_with(const Column& varying, double share) {
  Column column = share;
  if (!varying.is_constant()) column.values();
  return column;
}

double tokens_of(double (*extreme)(const Column&), const Drawn<TokensPerRequest>& mean) {
  return extreme(mean / (token / request));
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

/// How many calls of each group a task makes, asked in order of the groups: what lies beyond one is what the next begins
/// with.
class CallsIn {
 public:
  explicit CallsIn(const Calls& calls) : calls_(calls) {}

  Column operator()(const CallGroup& group) {
    if (calls_.alike()) return min(1.0, max(0.0, calls_.mean - group.first));
    const Column before = group.first == from_ ? beyond_ : calls_.beyond(group.first);
    from_ = group.first + group.count;
    beyond_ = calls_.beyond(from_);
    return before - beyond_;
  }

 private:
  const Calls& calls_;
  double from_ = -1;  ///< calls beyond which beyond_ counts; -1 where none have been asked for
  Column beyond_{};
};

/// All calls and input tokens of a task.
TierShare of_all_calls(const TaskLengths& lengths) {
  const Calls& calls = lengths.calls;
  return {calls.mean,
          (calls.mean * lengths.input + (0.5 * calls.pairs()) * lengths.step) / (token / request)};
}

/// A call of more tokens than its mean times this is one of 10^15: eight standard deviations of the logarithm.
Column most_over_mean(const Column& cv) { return exp(8.0 * sqrt(log1p(cv * cv))); }

/// Whether no call of this mean reaches so many tokens in any draw, but for one of 10^15.
bool stays_below(const Drawn<TokensPerRequest>& mean, Tokens from, const Column& cv) {
  const Column ratio = mean / (from / request);
  return largest(cv.is(0) ? ratio : ratio * most_over_mean(cv)) < 1;
}

/// The most tokens that any call numbered `call` reads in any draw of the block, but for one of 10^15, from the extremes
/// of each part: never below what a draw's own parts give, and a few operations where that is many.
class MostInput {
 public:
  explicit MostInput(const TaskLengths& lengths)
      : first_{tokens_of(smallest, lengths.input), tokens_of(largest, lengths.input)},
        step_{tokens_of(smallest, lengths.step), tokens_of(largest, lengths.step)},
        first_variance_(largest(first_call_variance(lengths))),
        step_variance_(largest(step_variance(lengths))) {}

  double in_call(double call) const {
    const double least = first_.least + call * step_.least, most = first_.most + call * step_.most;
    const double variance = first_variance_ + call * step_variance_;
    if (variance == 0) return most;
    return least > 0 ? most * most_over_mean(std::sqrt(variance) / least).constant() : HUGE_VAL;
  }

 private:
  struct Range {
    double least, most;
  };
  Range first_, step_;
  double first_variance_, step_variance_;
};

/// The longest call that counts, in tokens: eight standard deviations beyond the mean of the last, where calls differ.
Column longest_input(const TaskLengths& lengths) {
  const double last = std::max(0.0, std::ceil(std::min(lengths.calls.most(), most_calls)) - 1);
  const Column mean = input_of_call(lengths, last) / (token / request);
  const Column cv = max(lengths.input_cv, max(lengths.new_cv, lengths.output_cv));
  const Column longest = cv.is(0) || last == 0 ? mean : mean * most_over_mean(cv);
  return lengths.compaction ? min(longest, longest_summarized(lengths)) : longest;
}

/// Calls and input tokens in calls that reach each tier. Where calls differ, those of the first tier are what is left
/// of all: only groups that may reach another are worked out.
std::vector<TierShare> reaching_tiers(const TaskLengths& lengths, const std::vector<Tokens>& tiers) {
  if (lengths.compaction) return compacted_reach(lengths, tiers);
  const bool alike = lengths.calls.alike();
  std::vector<TierShare> at_least(tiers.size(), {0.0, 0.0});
  if (!alike) at_least[0] = of_all_calls(lengths);
  const MostInput most(lengths);
  CallsIn calls_in(lengths.calls);
  for (const CallGroup& group : groups_of(lengths.calls)) {
    if (!alike && most.in_call(group.middle()) * rounding < tiers[1] / token) continue;
    const Drawn<TokensPerRequest> mean = input_of_call(lengths, group.middle());
    const Column cv = cv_of_call(lengths, group.middle());
    if (!alike && stays_below(mean, tiers[1], cv)) continue;
    const Column weight = calls_in(group), tokens = weight * (mean / (token / request));
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
