#include "montecarlo/ranking.h"

#include <limits>

#include "measures/list.h"
#include "stats/series.h"

namespace llmtco {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Whether a bill counts all it should: more than energy, and wrong answers where they cost something.
bool comparable(const Evaluation& evaluation, const Demand& demand) {
  if (demand.wrong_answers_cost() && !evaluation.figures.has(measures::accuracy)) return false;
  return basis_of(evaluation.bill) != Basis::energy_only;
}

double highest_of(const Column& column) {
  return column.is_constant() ? column.constant() : block_summary(column).high;
}

}  // namespace

Column ranking_cost(const Evaluation& evaluation, const Demand& demand) {
  if (!comparable(evaluation, demand)) return infinite;
  return select(evaluation.feasible, evaluation.figures.at(measures::monthly_cost), infinite);
}

std::vector<Column> cheapest_shares(const std::vector<Column>& costs) {
  if (costs.empty()) return {};
  Column least = costs[0], winners = 0.0;
  for (std::size_t i = 1; i < costs.size(); ++i) least = min(least, costs[i]);
  const bool none_in_some_draw = !(highest_of(least) < infinite);
  std::vector<Column> shares;
  for (const Column& cost : costs) {
    shares.push_back(equal(cost, least));
    if (none_in_some_draw) shares.back() *= less(cost, infinite);
    winners += shares.back();
  }
  if (!(highest_of(winners) > 1)) return shares;
  winners = max(winners, 1.0);
  for (Column& share : shares) share /= winners;
  return shares;
}

void rank(const Study& study, const std::vector<bool>& excluded, std::vector<Evaluation>& evaluations) {
  std::vector<Column> costs;
  for (std::size_t i = 0; i < evaluations.size(); ++i) {
    costs.push_back(!excluded.empty() && excluded[i] ? Column(infinite)
                                                     : ranking_cost(evaluations[i], study.demand));
  }
  const std::vector<Column> shares = cheapest_shares(costs);
  for (std::size_t i = 0; i < evaluations.size(); ++i) {
    Evaluation& evaluation = evaluations[i];
    if (comparable(evaluation, study.demand)) evaluation.figures.set(measures::cheapest, shares[i]);
    if (!study.budget || basis_of(evaluation.bill) == Basis::energy_only) continue;
    Drawn<Usd> to_be_paid;
    for (std::size_t line = 0; line < evaluation.bill.size(); ++line) {
      if (is_payable(evaluation.bill[line])) to_be_paid += evaluation.amounts[line];
    }
    const Drawn<UsdPerSecond> rate = to_be_paid / month;
    evaluation.figures.set(measures::within_budget,
                           less_equal(rate, Drawn<UsdPerSecond>(*study.budget)) * evaluation.feasible);
  }
}

}  // namespace llmtco
