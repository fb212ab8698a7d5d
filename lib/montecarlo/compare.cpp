#include "montecarlo/compare.h"

#include <cassert>

#include "measures/list.h"
#include "montecarlo/ranking.h"
#include "montecarlo/run.h"

namespace llmtco {

ScenarioComparison compare(const Study& base, const Study& changed, const std::vector<std::string>& changes,
                           const Settings& settings, const Unmoved& unmoved) {
  require_one(base.currency, changed.currency);
  const Pair pair{.base = 0, .changed = 1, .same = unmoved.options, .volumes_alone = unmoved.volumes_alone};
  RunResult both = run({.studies = {&base, &changed}, .pairs = {pair}}, settings);
  return {.changes = changes,
          .base = std::move(both.results[0]),
          .changed = std::move(both.results[1]),
          .options = std::move(both.differences[0])};
}

OptionComparison compare_options(const Study& study, std::size_t a, std::size_t b, const Settings& settings) {
  assert(a != b && a < study.options.size() && b < study.options.size());
  const Contest asked{.study = 0,
                      .a = a,
                      .b = b,
                      .wanted = {measures::monthly_cost.row, measures::cost_with_damage.row,
                                 measures::net_value.row, measures::accuracy.row}};
  RunResult all = run({.studies = {&study}, .contests = {asked}}, settings);
  OptionComparison comparison{.result = std::move(all.results[0]),
                              .a = a,
                              .b = b,
                              .contest = std::move(all.contests[0]),
                              .objective = {}};
  ContestResult& contest = comparison.contest;
  if (contest.difference.has(*objective_of(study).measure))
    comparison.objective = loss_difference(study, contest);
  const auto paid = [](const auto& figures) { return figures.at(measures::monthly_cost); };
  contest.difference.put(measures::horizon_cost, study.demand.horizon_months * paid(contest.difference));
  contest.below.put(measures::horizon_cost, Estimate(paid(contest.below)));
  contest.above.put(measures::horizon_cost, Estimate(paid(contest.above)));
  return comparison;
}

}  // namespace llmtco
