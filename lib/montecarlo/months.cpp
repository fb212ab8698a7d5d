#include "montecarlo/months.h"

#include "measures/list.h"

namespace llmtco {
namespace {

/// What is told of a single month.
constexpr const Measure* of_a_month[] = {measures::monthly_cost.row, measures::damage.row,
                                         measures::replicas.row};

/// What is told of a single class.
bool is_of_a_class(const Measure& measure) {
  return measure.topic == Topic::latency || measure.topic == Topic::accuracy ||
         &measure == measures::meets_slo.row;
}

void copy(const Measure& measure, const Subject& to, Figures<Statistics>& figures) {
  if (const Statistics* known = figures.find(measure)) figures.put(measure, Statistics(*known), to);
}

}  // namespace

void add_months(const Study& study, const std::vector<Prepared>& prepared, const Traffic& traffic,
                const Block& block, std::vector<Evaluation>& evaluations) {
  for (Evaluation& evaluation : evaluations) {
    evaluation.figures.set(measures::damage, total(evaluation.bill, is_damage));
    evaluation.figures.set(measures::horizon_cost, static_cast<double>(study.demand.horizon_months) *
                                                       *evaluation.figures.get(measures::monthly_cost));
  }
  if (!study.demand.grows()) return;
  for (int month = 0; month < study.demand.horizon_months; ++month) {
    const Traffic then = in_period(traffic, block, {.first = month, .months = 1});
    const std::vector<Evaluation> of_month = evaluate(prepared, then, block, Detail::costs);
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
      Figures<Column> figures = of_month[i].figures;
      figures.set(measures::damage, total(of_month[i].bill, is_damage));
      for (const Measure* measure : of_a_month) {
        if (const Column* figure = figures.find(*measure))
          evaluations[i].figures.put(*measure, *figure, {.month = month});
      }
    }
  }
}

void add_alike(const Study& study, Result& result) {
  for (OptionResult& option : result.options) {
    for (const Measure& measure : measures::all) {
      if (study.demand.workload.classes.size() == 1 && is_of_a_class(measure))
        copy(measure, {.request_class = 0}, option.figures);
    }
    if (study.demand.grows()) continue;
    for (int month = 0; month < study.demand.horizon_months; ++month) {
      for (const Measure* measure : of_a_month) copy(*measure, {.month = month}, option.figures);
    }
  }
}

}  // namespace llmtco
