#include "gate/attribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gate/mixed_costs.h"

namespace llmtco {
namespace {

using detail::MixedCosts;
using Set = MixedCosts::Set;

constexpr std::size_t most_exact = 7;     // 128 sets; of 8 the orders below have fewer than all 256
constexpr std::size_t most_changes = 60;  // bits of a set
constexpr std::size_t orders = 32;        // forwards, and as many backwards

/// Draws for so many changes: those asked for while the sets are few.
std::size_t draws_for(std::size_t changes, std::size_t asked) {
  constexpr std::size_t few = 5, some = 9;
  return std::min<std::size_t>(asked, changes <= few ? 4096 : changes <= some ? 2048 : 1024);
}

/// The sets that are needed, and the weighted steps between them of which shares are summed.
struct Step {
  std::size_t change;
  Set before;  ///< the change is made
  double weight;
};

/// The bits of a set, from the lowest.
std::vector<std::size_t> changes_in(Set set) {
  std::vector<std::size_t> changes;
  for (std::size_t i = 0; i < most_changes; ++i) {
    if ((set >> i & 1) != 0) changes.push_back(i);
  }
  return changes;
}

std::vector<Step> all_steps(std::size_t n) {
  std::vector<double> weight(n);  // by the size of the set: s! (n - s - 1)! / n!
  for (std::size_t s = 0; s < n; ++s) {
    weight[s] = 1.0 / static_cast<double>(n);
    for (std::size_t k = 1; k <= s; ++k) weight[s] *= static_cast<double>(k) / static_cast<double>(n - k);
  }
  std::vector<Step> steps;
  for (Set set = 0; set < (Set{1} << n); ++set) {
    const auto size = static_cast<std::size_t>(__builtin_popcountll(set));
    for (std::size_t i = 0; i < n; ++i) {
      if ((set >> i & 1) == 0) steps.push_back({i, set, weight[size]});
    }
  }
  return steps;
}

/// Of orders drawn at random, each taken backwards as well, so that what goes early in one goes late in the other.
std::vector<Step> sampled_steps(std::size_t n) {
  std::vector<Step> steps;
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::uint64_t state = 1;
  for (std::size_t k = 0; k < orders; ++k) {
    for (std::size_t i = n - 1; i > 0; --i) {
      state = state * 6364136223846793005u + 1442695040888963407u;  // Knuth's MMIX; the high bits are good
      std::swap(order[i], order[(state >> 33) % (i + 1)]);
    }
    for (const bool backwards : {false, true}) {
      Set set = 0;
      for (std::size_t i = 0; i < n; ++i) {
        const std::size_t change = order[backwards ? n - 1 - i : i];
        steps.push_back({change, set, 0.5 / static_cast<double>(orders)});
        set |= Set{1} << change;
      }
    }
  }
  return steps;
}

/// Of the changes that are `open`, whose places are counted anew in what is made above.
std::vector<Step> steps_of(Set open) {
  const std::vector<std::size_t> changes = changes_in(open);
  if (changes.empty()) return {};
  std::vector<Step> steps =
      changes.size() <= most_exact ? all_steps(changes.size()) : sampled_steps(changes.size());
  for (Step& step : steps) {
    Set before = 0;
    for (std::size_t i = 0; i < changes.size(); ++i) before |= (step.before >> i & 1) << changes[i];
    step = {changes[step.change], before, step.weight};
  }
  return steps;
}

void add(const LeftOut& after, const LeftOut& before, double weight, LeftOut& sum) {
  sum.all += weight * (after.all - before.all);
  for (std::size_t r = 0; r < sum.without.size(); ++r)
    sum.without[r] += weight * (after.without[r] - before.without[r]);
}

Attribution attributed(const Changes& changes, const MixedCosts& costs, const std::vector<Step>& steps,
                       std::size_t option, double level) {
  const LeftOut &base = costs.at(0, option), &candidate = costs.at(costs.all(), option);
  const std::size_t replicates = base.without.size();
  std::vector<LeftOut> shares(changes.causes.size(), LeftOut::constant(0, replicates));
  for (const Step& step : steps)
    add(costs.at(step.before | Set{1} << step.change, option), costs.at(step.before, option), step.weight,
        shares[step.change]);
  Attribution result{.option = costs.options()[option], .base_usd = base.all, .candidate_usd = candidate.all};
  for (std::size_t i = 0; i < shares.size(); ++i) {
    Cause cause = changes.causes[i];
    cause.share_usd = t_interval(shares[i], level);
    if (std::abs(shares[i].all) > 1e-12 * std::max(std::abs(base.all), std::abs(candidate.all)))
      result.causes.push_back(cause);
  }
  std::stable_sort(result.causes.begin(), result.causes.end(), [](const Cause& a, const Cause& b) {
    return std::abs(a.share_usd.value) > std::abs(b.share_usd.value);
  });
  return result;
}

}  // namespace

std::optional<std::vector<Attribution>> attribution(const Changes& changes, const Settings& asked,
                                                    double level) {
  const std::size_t n = changes.causes.size();
  if (n == 0 || n > most_changes) return std::nullopt;
  Settings settings = asked;
  settings.draws = draws_for(n, asked.draws);
  MixedCosts costs(changes, settings);
  if (!costs.confirm_touching()) return std::nullopt;
  std::vector<std::vector<Step>> steps;  // of each option
  std::vector<std::vector<Set>> sets;
  for (std::size_t option = 0; option < costs.options().size(); ++option) {
    steps.push_back(steps_of(costs.touching(option)));
    sets.emplace_back();
    for (const Step& step : steps.back()) sets.back().push_back(step.before);
  }
  if (!costs.evaluate(sets)) return std::nullopt;
  std::vector<Attribution> all;
  for (std::size_t option = 0; option < costs.options().size(); ++option) {
    Attribution each = attributed(changes, costs, steps[option], option, level);
    each.draws = plan_for(settings.method, settings.draws).draws();
    each.exact = changes_in(costs.touching(option)).size() <= most_exact;
    each.orders = each.exact ? 0 : 2 * orders;
    if (!each.causes.empty()) all.push_back(std::move(each));
  }
  return all;
}

void settle(double base_usd, double candidate_usd, Attribution& attribution) {
  double sum = 0, sizes = 0;
  for (const Cause& cause : attribution.causes) {
    sum += cause.share_usd.value;
    sizes += std::abs(cause.share_usd.value);
  }
  attribution.base_usd = base_usd;
  attribution.candidate_usd = candidate_usd;
  if (sizes == 0) return;
  const double missing = candidate_usd - base_usd - sum;
  for (Cause& cause : attribution.causes) {
    const double more = missing * std::abs(cause.share_usd.value) / sizes;
    cause.share_usd.value += more;
    cause.share_usd.low += more;
    cause.share_usd.high += more;
  }
}

}  // namespace llmtco
