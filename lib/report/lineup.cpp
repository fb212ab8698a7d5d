#include "report/lineup.h"

#include <algorithm>

#include "measures/list.h"
#include "report/spread.h"

namespace llmtco {
namespace {

bool is_shown(const OptionResult& option, bool nobody_in_race) {
  if (!option.feasible || option.basis == Basis::energy_only) return false;
  return nobody_in_race || option.standing == Standing::in_race || option.standing == Standing::yardstick;
}

}  // namespace

const Measure& figure_of(Objective objective) {
  switch (objective) {
    case Objective::cost:
      return measures::monthly_cost;
    case Objective::cost_with_damage:
      return measures::cost_with_damage;
    case Objective::net_value:
      return measures::net_value;
  }
  return measures::monthly_cost;
}

Lineup line_up(const Result& result, const Measure* sort) {
  const bool nobody = std::none_of(result.options.begin(), result.options.end(), [](const OptionResult& o) {
    return o.feasible && o.standing == Standing::in_race;
  });
  Lineup lineup;
  for (const OptionResult& option : result.options)
    (is_shown(option, nobody) ? lineup.shown : lineup.apart).push_back(&option);
  const Measure& by = sort != nullptr ? *sort : figure_of(result.answer.objective);
  std::stable_sort(lineup.shown.begin(), lineup.shown.end(),
                   [&](const OptionResult* a, const OptionResult* b) {
                     const Statistics *of_a = a->find(by), *of_b = b->find(by);
                     if (of_a == nullptr || of_b == nullptr) return of_a != nullptr && of_b == nullptr;
                     const double x = of_a->mean.value, y = of_b->mean.value;
                     return by.better == Better::higher ? x > y : x < y;
                   });
  return lineup;
}

std::string reason_in_short(const OptionResult& option, const Result& result) {
  if (!option.feasible) {
    const bool memory = option.reason.starts_with("weights need");
    return memory ? "does not fit" : option.reason;
  }
  const Statistics* cost = option.find(measures::monthly_cost);
  const std::string sum = cost == nullptr ? "" : monthly_sums(result)(cost->mean.value) + ", ";
  if (option.basis == Basis::energy_only) return sum + "electricity only";
  return sum + (option.standing_reason.empty() ? std::string(standings.to_text(option.standing))
                                               : option.standing_reason);
}

}  // namespace llmtco
