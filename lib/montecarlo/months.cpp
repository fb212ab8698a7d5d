#include "montecarlo/months.h"

#include <algorithm>

#include "columns/column_math.h"
#include "measures/list.h"

namespace llmtco {
namespace {

/// What is told of a single month.
constexpr const Measure* of_a_month[] = {measures::monthly_cost.row, measures::monthly_cash.row,
                                         measures::damage.row, measures::replicas.row};

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

/// Whether some month is unlike another in what is to be paid, and in what is paid.
bool costs_differ(const Study& study) { return study.demand.grows() || prices_move(study); }
bool months_differ(const Study& study) {
  return costs_differ(study) || std::any_of(study.options.begin(), study.options.end(), cash_moves);
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

/// Paths of what is paid, where the study asks for them.
class Paths {
 public:
  Paths(const StudyBlock& at, std::size_t options) : at_(at), paths_(options) {}

  bool wanted() const { return at_.study.finance || at_.study.business; }

  /// The next month, of all options.
  void add(const std::vector<Evaluation>& of_month) {
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      const Drawn<Usd> bought = plain(of_month[i].figures.get(measures::purchases));
      paths_[i].running.push_back(plain(of_month[i].figures.get(measures::monthly_cash)) - bought);
      paths_[i].purchases.push_back(bought);
    }
  }

  void add_figures(std::vector<Evaluation>& evaluations) {
    const Study& study = at_.study;
    for (std::size_t i = 0; i < paths_.size(); ++i)
      paths_[i].left = plain(evaluations[i].figures.get(measures::book_value));
    if (study.finance) {
      std::vector<std::string> names;
      for (const Option& option : study.options) names.push_back(option.name);
      add_finance(*study.finance, names, paths_, at_.block, evaluations);
    }
    if (!study.business) return;
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      BusinessPath path{.cash = paths_[i].running, .tasks = tasks()};
      for (std::size_t m = 0; m < path.cash.size(); ++m) path.cash[m] += paths_[i].purchases[m];
      add_business(*study.business, path, at_.block, evaluations[i]);
    }
  }

 private:
  /// Without the account of how it came about, which dozens of months would make endless.
  static Drawn<Usd> plain(const std::optional<Drawn<Usd>>& amount) {
    return amount ? Drawn<Usd>(amount->base_units().plain()) : Drawn<Usd>();
  }
  std::vector<Drawn<Requests>> tasks() const {
    std::vector<Drawn<Requests>> all(static_cast<std::size_t>(at_.study.demand.horizon_months));
    for (const ClassTraffic& each : at_.traffic.classes) {
      for (std::size_t m = 0; m < all.size(); ++m)
        all[m] += Drawn<Requests>((each.rate_in(static_cast<int>(m)) * month).base_units().plain());
    }
    return all;
  }

  const StudyBlock& at_;
  std::vector<CashPath> paths_;
};

}  // namespace

void add_months(const StudyBlock& at, bool every, std::vector<Evaluation>& evaluations) {
  const Study& study = at.study;
  std::vector<Column> highest;
  for (const Evaluation& each : evaluations) highest.push_back(each.figures.at(measures::monthly_cost));
  const int last = study.demand.horizon_months - 1;
  Paths paths(at, evaluations.size());
  const bool costs = costs_differ(study), each_month = every || paths.wanted();
  if (!costs && !(each_month && months_differ(study))) {
    set_budget(at, highest, evaluations);
    if (!paths.wanted()) return;
    for (int month = 0; month <= last; ++month) paths.add(evaluations);
    return paths.add_figures(evaluations);
  }
  const bool all_must_keep = study.budget && study.budget_of == BudgetOf::every_month;
  const bool seasonal = study.demand.has_seasons();
  const bool parted = all_must_keep && (seasonal || classes_part(at.traffic) || prices_move(study));
  for (int month = 0; month <= last; ++month) {
    const bool is_end = month == 0 || month == last;
    if (!is_end && !each_month && !parted && !seasonal) continue;
    const Traffic then = in_period(at.traffic, at.block, {.first = month, .months = 1});
    const std::vector<Evaluation> of_month = evaluate(at.prepared, then, at.block, Detail::costs);
    if (paths.wanted()) paths.add(of_month);
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
      const Figures<Column>& now = of_month[i].figures;
      if (is_end || every || seasonal) add_month(now, month, evaluations[i].figures);
      if (!costs || !all_must_keep || !(is_end || parted)) continue;
      const Column& paid = now.at(measures::monthly_cost);
      highest[i] = month == 0 ? paid : max(highest[i], paid);
    }
  }
  set_budget(at, highest, evaluations);
  if (paths.wanted()) paths.add_figures(evaluations);
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
