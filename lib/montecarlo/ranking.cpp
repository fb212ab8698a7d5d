#include "montecarlo/ranking.h"

#include <algorithm>
#include <limits>

#include "columns/column_math.h"
#include "deployment/limits.h"
#include "measures/list.h"

namespace llmtco {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Where an option may win; nothing where it never may.
std::optional<Column> in_race(const Study& study, std::size_t i, const Evaluation& evaluation) {
  const Entrant entrant{study.options[i].yardstick, basis_of(evaluation.bill), !evaluation.accuracy.empty()};
  if (standing_of(study, entrant) != Standing::in_race) return std::nullopt;
  return evaluation.feasible * known_limits_met(evaluation.figures);
}

/// The figure in draws in which an option is in the race, so turned that less is better; infinitely much in others.
Column losses(const Objected& objective, const Column& racing, const Figures<Column>& figures) {
  const Column& figure = figures.at(*objective.measure);
  return select(racing, objective.more_is_better ? -figure : figure, infinite);
}

}  // namespace

Objected counted_by(Objective objective) {
  switch (objective) {
    case Objective::cost:
      return {measures::monthly_cost.row};
    case Objective::cost_with_damage:
      return {measures::cost_with_damage.row};
    case Objective::net_value:
      return {measures::net_value.row, true};
  }
  assert(false);
  return {measures::monthly_cost.row};
}

Objected objective_of(const Study& study) {
  const bool no_value = study.objective == Objective::net_value && !study.demand.right_answers_have_value();
  return counted_by(no_value ? Objective::cost_with_damage : study.objective);
}

bool needs_accuracy(const Study& study) {
  const std::vector<RequestClass>& classes = study.demand.workload.classes;
  if (std::any_of(classes.begin(), classes.end(),
                  [](const RequestClass& r) { return r.slo.accuracy.has_value(); }))
    return true;
  if (study.objective == Objective::cost) return false;
  return study.demand.wrong_answers_cost() || objective_of(study).more_is_better;
}

Standing standing_of(const Study& study, const Entrant& entrant) {
  if (entrant.yardstick) return Standing::yardstick;
  if (entrant.basis == Basis::energy_only) return Standing::energy_only;
  if (!entrant.accuracy_known && needs_accuracy(study)) return Standing::accuracy_unknown;
  return Standing::in_race;
}

bool is_ranked(const Measure& measure) {
  return &measure == measures::in_race.row || &measure == measures::cheapest.row ||
         &measure == measures::best.row;
}

std::vector<Column> cheapest_shares(const std::vector<Column>& costs) {
  if (costs.empty()) return {};
  Column least = costs[0], winners = 0.0;
  for (std::size_t i = 1; i < costs.size(); ++i) least = min(least, costs[i]);
  const bool none_in_some_draw = !all(less(least, infinite));
  std::vector<Column> shares;
  for (const Column& cost : costs) {
    shares.push_back(equal(cost, least));
    if (none_in_some_draw) shares.back() *= less(cost, infinite);
    winners += shares.back();
  }
  if (!any(greater(winners, 1.0))) return shares;
  winners = max(winners, 1.0);
  for (Column& share : shares) share /= winners;
  return shares;
}

Evaluation racing_part(const Study& study, const Evaluation& evaluation) {
  Evaluation part;
  part.feasible = evaluation.feasible;
  part.reason = evaluation.reason;
  if (basis_of(evaluation.bill) == Basis::energy_only)
    part.bill.push_back({.behaviour = CostBehaviour::energy});
  if (!evaluation.accuracy.empty()) part.accuracy.emplace_back(0.0);  // known, whatever it is
  const Measure* objective = objective_of(study).measure;
  for (const auto& figure : evaluation.figures) {
    const bool decides = figure.measure->reduction == Reduction::share || figure.measure == objective ||
                         figure.measure == measures::monthly_cost.row;
    if (figure.subject == Subject{} && decides) part.figures.put(*figure.measure, figure.value);
  }
  return part;
}

void rank(const Study& study, const std::vector<bool>& excluded, std::vector<Evaluation>& evaluations) {
  const Objected paid{measures::monthly_cost.row}, objective = objective_of(study);
  const bool is_paid = objective.measure == paid.measure;
  std::vector<std::size_t> racing;
  std::vector<Column> costs, values;
  for (std::size_t i = 0; i < evaluations.size(); ++i) {
    std::optional<Column> in = in_race(study, i, evaluations[i]);
    if (!in) continue;
    if (!excluded.empty() && excluded[i]) in = 0.0;
    racing.push_back(i);
    costs.push_back(losses(paid, *in, evaluations[i].figures));
    if (!is_paid) values.push_back(losses(objective, *in, evaluations[i].figures));
    evaluations[i].figures.set(measures::in_race, *std::move(in));
  }
  const std::vector<Column> cheapest = cheapest_shares(costs), best = cheapest_shares(values);
  for (std::size_t r = 0; r < racing.size(); ++r) {
    Figures<Column>& figures = evaluations[racing[r]].figures;
    figures.set(measures::cheapest, cheapest[r]);
    if (is_paid) {
      figures.set_same(measures::best, measures::cheapest);
    } else {
      figures.set(measures::best, best[r]);
    }
  }
}

}  // namespace llmtco
