#include "montecarlo/months.h"

#include <algorithm>

#include "columns/column_math.h"
#include "measures/list.h"

namespace llmtco {
namespace {

/// What is told of a single month.
constexpr const Measure* of_a_month[] = {measures::monthly_cost.row, measures::damage.row,
                                         measures::replicas.row};

/// What is told of a single class.
bool is_of_a_class(const Measure& measure) {
  return measure.topic == Topic::latency || measure.topic == Topic::accuracy ||
         measure.id.starts_with("slo.");
}

void copy(const Measure& measure, const Subject& to, Figures<Statistics>& figures) {
  if (const Statistics* known = figures.find(measure)) figures.put(measure, Statistics(*known), to);
}

/// Whether some draw has a class that grows beside one that shrinks.
bool classes_part(const Traffic& traffic) {
  Column up = 0.0, down = 0.0;
  for (const ClassTraffic& each : traffic.classes) {
    if (each.growth.size() < 2) return false;
    up = max(up, less(1.0, each.growth[1]));
    down = max(down, less(each.growth[1], 1.0));
  }
  return any(up * down);
}

bool prices_move(const Study& study) {
  return std::any_of(study.options.begin(), study.options.end(),
                     [](const Option& option) { return llmtco::prices_move(option); });
}

/// Whether some month is unlike another.
bool months_differ(const Study& study) { return study.demand.grows() || prices_move(study); }

/// Machines needed in one month more than in those before.
void add_purchase(const Figures<Column>& of_month, bool first, Figures<Column>& figures) {
  for (const Measure* measure : {measures::bought.row, measures::purchase.row}) {
    const Column* now = of_month.find(*measure);
    if (now != nullptr) figures.put(*measure, first ? *now : max(figures.at(*measure), *now));
  }
}

void add_month(const Figures<Column>& of_month, int month, Figures<Column>& figures) {
  for (const Measure* measure : of_a_month) {
    if (const Column* figure = of_month.find(*measure)) figures.put(*measure, *figure, {.month = month});
  }
}

/// Sets whether the highest amount to be paid in a month is within the budget.
void set_budget(const StudyBlock& at, const std::vector<Column>& highest,
                std::vector<Evaluation>& evaluations) {
  const Study& study = at.study;
  if (!study.budget) return;
  const double amount = *study.budget * month / usd;
  const Column budget = study.currency.is_dollars() ? Column(amount) : amount * at.block(study.currency.usd);
  for (std::size_t i = 0; i < evaluations.size(); ++i) {
    Evaluation& evaluation = evaluations[i];
    if (basis_of(evaluation.bill) == Basis::energy_only) continue;
    evaluation.figures.set(measures::within_budget, less_equal(highest[i], budget) * evaluation.feasible);
  }
}

}  // namespace

void add_months(const StudyBlock& at, bool every, std::vector<Evaluation>& evaluations) {
  const Study& study = at.study;
  std::vector<Column> highest;
  for (const Evaluation& each : evaluations) highest.push_back(each.figures.at(measures::monthly_cost));
  if (!months_differ(study)) return set_budget(at, highest, evaluations);
  const bool all_must_keep = study.budget && study.budget_of == BudgetOf::every_month;
  const bool seasonal = study.demand.has_seasons();
  const bool parted = all_must_keep && (seasonal || classes_part(at.traffic) || prices_move(study));
  const int last = study.demand.horizon_months - 1;
  for (int month = 0; month <= last; ++month) {
    const bool is_end = month == 0 || month == last;
    if (!is_end && !every && !parted && !seasonal) continue;
    const Traffic then = in_period(at.traffic, at.block, {.first = month, .months = 1});
    const std::vector<Evaluation> of_month = evaluate(at.prepared, then, at.block, Detail::costs);
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
      const Figures<Column>& now = of_month[i].figures;
      if (is_end || every || seasonal) add_month(now, month, evaluations[i].figures);
      if (is_end || seasonal) add_purchase(now, month == 0, evaluations[i].figures);
      if (!all_must_keep || !(is_end || parted)) continue;
      const Column& paid = now.at(measures::monthly_cost);
      highest[i] = month == 0 ? paid : max(highest[i], paid);
    }
  }
  set_budget(at, highest, evaluations);
}

void complete_months(const Study& study, bool details, Result& result) {
  for (OptionResult& option : result.options) {
    if (const Statistics* monthly = option.find(measures::monthly_cost))
      option.figures.put(measures::horizon_cost, study.demand.horizon_months * *monthly);
    if (!details) continue;
    for (const Measure& measure : measures::all) {
      if (study.demand.workload.classes.size() == 1 && is_of_a_class(measure))
        copy(measure, {.request_class = 0}, option.figures);
    }
    if (months_differ(study)) continue;
    for (int month = 0; month < study.demand.horizon_months; ++month) {
      for (const Measure* measure : of_a_month) copy(*measure, {.month = month}, option.figures);
    }
  }
}

}  // namespace llmtco
