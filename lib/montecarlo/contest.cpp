#include "montecarlo/contest.h"

#include <algorithm>

#include "host/parallel.h"
#include "measures/list.h"
#include "montecarlo/ranking.h"
#include "stats/comparison.h"

namespace llmtco {
namespace {

/// How many of the first are compared with each other beforehand.
constexpr std::size_t most_likely = 3;

double mean_of(const Column& column) {
  return column.is_constant() ? column.constant() : block_summary(column).sum / block_draws;
}

struct Placed {
  std::size_t option;
  double loss;  ///< mean of the objective, so turned that less is better
};

/// The least loss first; of equal ones the option that stands first in the scenario.
void sort(std::vector<Placed>& placed) {
  std::stable_sort(placed.begin(), placed.end(),
                   [](const Placed& x, const Placed& y) { return x.loss < y.loss; });
}

Estimate negative(const Estimate& e) { return {-e.value, -e.high, -e.low}; }

Statistics negative(const Statistics& s) {
  return Summary{negative(s.mean), s.sd, negative(s.p95), negative(s.p50), negative(s.p5)};
}

std::vector<Placed> placed(const Objected& objective, const Result& result) {
  std::vector<Placed> all;
  for (std::size_t i = 0; i < result.options.size(); ++i) {
    if (!result.options[i].in_race()) continue;
    const double mean = result.options[i].find(*objective.measure)->mean.value;
    all.push_back({i, objective.more_is_better ? -mean : mean});
  }
  sort(all);
  return all;
}

}  // namespace

ContestResult turned(ContestResult contest) {
  std::swap(contest.of.a, contest.of.b);
  for (auto& figure : contest.difference) figure.value = negative(figure.value);
  std::swap(contest.below, contest.above);
  return contest;
}

LossDifference loss_difference(const Study& study, const ContestResult& contest) {
  const Objected objective = objective_of(study);
  const Statistics& difference = contest.difference.at(*objective.measure);
  if (!objective.more_is_better) return {difference, contest.below.at(*objective.measure)};
  return {negative(difference), contest.above.at(*objective.measure)};
}

ContestResult compared(const Contest& contest, const Recording& recording, const Part& part) {
  ContestResult result{.of = contest, .difference = {}, .below = {}, .above = {}};
  const Figures<SharedSeries>&a = recording.options[contest.a].figures,
        &b = recording.options[contest.b].figures;
  for (const Measure* measure : contest.wanted) {
    if (!a.has(*measure) || !b.has(*measure)) continue;
    result.difference.put(*measure, {});
    result.below.put(*measure, {});
    result.above.put(*measure, {});
  }
  const std::size_t count = result.difference.size();
  std::vector<detail::QuantileHints*> hints(count, nullptr);
  for (std::size_t i = 0; i < count && part.hints != nullptr; ++i) {
    const Measure* measure = (result.difference.begin() + static_cast<std::ptrdiff_t>(i))->measure;
    hints[i] = &part.hints->contests[{contest.study, contest.a, contest.b, measure}];
  }
  parallel_for(part.pool, count, [&](std::size_t i, std::size_t) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    auto& difference_of = *(result.difference.begin() + at);
    const Series less = difference(*a.at(*difference_of.measure), *b.at(*difference_of.measure));
    difference_of.value = summarize(Ratio{&less}, part.replicates, hints[i]);
    const SignShares shares = sign_shares(less, part.replicates);
    (result.below.begin() + at)->value = shares.below;
    (result.above.begin() + at)->value = shares.above;
  });
  return result;
}

std::vector<Contest> likely_contests(const Study& study, std::size_t number,
                                     const std::vector<Evaluation>& ranked) {
  const Objected objective = objective_of(study);
  std::vector<Placed> all;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const Column* racing = ranked[i].figures.find(measures::in_race);
    if (racing == nullptr || mean_of(*racing) < 0.5) continue;
    const double mean = mean_of(ranked[i].figures.at(*objective.measure));
    all.push_back({i, objective.more_is_better ? -mean : mean});
  }
  sort(all);
  if (all.size() > most_likely) all.resize(most_likely);
  std::vector<Contest> contests;
  for (std::size_t x = 0; x < all.size(); ++x) {
    for (std::size_t y = x + 1; y < all.size(); ++y)
      contests.push_back({number, all[x].option, all[y].option, {objective.measure}});
  }
  return contests;
}

std::optional<Contest> answer(const Study& study, std::size_t number,
                              const std::vector<ContestResult>& contests, Result& result) {
  const Objected objective = objective_of(study);
  const std::vector<Placed> all = placed(objective, result);
  if (all.empty()) return std::nullopt;
  const std::size_t best = all[0].option;
  result.answer.best = result.options[best].name;
  result.answer.p_best = result.options[best].find(measures::best)->mean;
  if (all.size() < 2) return std::nullopt;
  const std::size_t next = all[1].option;
  result.answer.runner_up = result.options[next].name;
  for (const ContestResult& contest : contests) {
    const Contest& of = contest.of;
    const bool ahead = of.a == best && of.b == next, behind = of.a == next && of.b == best;
    if (of.study != number || !(ahead || behind) || !contest.difference.has(*objective.measure)) continue;
    const LossDifference difference = loss_difference(study, ahead ? contest : turned(contest));
    result.answer.difference_usd = difference.difference_usd;
    result.answer.p_below = difference.below;
    return std::nullopt;
  }
  return Contest{number, best, next, {objective.measure}};
}

}  // namespace llmtco
