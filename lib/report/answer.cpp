#include "report/answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "montecarlo/ranking.h"
#include "report/lineup.h"
#include "report/numbers.h"
#include "report/spread.h"

namespace llmtco {
namespace {

using Clauses = std::vector<std::string>;

double mean(const OptionResult& option, const Measure& measure) {
  const Statistics* figure = option.find(measure);
  return figure == nullptr ? NAN : figure->mean.value;
}

/// Differences of uncertain sums have two digits: the second is doubtful already.
std::string difference(double usd, const Sums& sums, bool fixed) {
  const double size = std::abs(usd);
  return fixed || size == 0 ? sums(size) : rough_money(size);
}

/// "least to pay" and "a month" of the objective.
std::string lead(Objective objective) {
  switch (objective) {
    case Objective::cost:
      return "Least to pay";
    case Objective::cost_with_damage:
      return "Least to pay with damage";
    case Objective::net_value:
      return "Most left of the value of right answers";
  }
  return "";
}

/// " than rented on average, and less in 94 % of draws", or how close it is to a coin.
std::string how_sure(const Answer& answer) {
  const double p = answer.p_below.value;
  if (p >= 1) return ", in every draw";
  const char* than = answer.objective == Objective::net_value ? "more" : "less";
  if (p < 0.6)
    return fmt::format(" on average, but {} in only {} of draws: too close to call", than, rough_percent(p));
  return fmt::format(" on average, and {} in {} of draws", than, rough_percent(p));
}

/// "mistral-7b-a100", or with those that cost the same "mistral-7b-a100 and gpt-4o-mini".
std::string runners_up(const Result& result, const Measure& by) {
  const OptionResult* next = result.option(result.answer.runner_up);
  std::string names = result.answer.runner_up;
  Clauses same;
  for (const OptionResult& option : result.options) {
    const bool as_much = next != nullptr && &option != next && option.name != result.answer.best &&
                         option.in_race() &&
                         std::abs(mean(option, by) - mean(*next, by)) <= 1e-9 * std::abs(mean(*next, by));
    if (as_much) same.push_back(option.name);
  }
  return same.size() == 1 ? names + " and " + same.front() : names;
}

std::string first_sentence(const Result& result, const OptionResult& best, const Sums& sums) {
  const Answer& answer = result.answer;
  const Measure& by = *counted_by(answer.objective).measure;
  std::string text =
      fmt::format("{}: {}, {} a month", lead(answer.objective), best.name, sums(mean(best, by)));
  if (const Statistics* right = best.find(measures::accuracy))
    text += fmt::format(", {} right", rough_percent(right->mean.value));
  if (answer.runner_up.empty()) return text + "; nothing else is in the race.";
  const double usd = answer.difference_usd.mean.value;
  const bool fixed = is_fixed(answer.difference_usd, std::abs(mean(best, by)));
  const std::string others = runners_up(result, by);
  if (fixed && std::abs(usd) < 0.005) return text + "; " + others + " as much.";
  return fmt::format("{}; {} {} than {}{}.", text, difference(usd, sums, fixed),
                     answer.objective == Objective::net_value ? "more" : "less", others,
                     fixed ? "" : how_sure(answer));
}

/// "over the budget of $20,000", "within the budget of $60k in 80 % of draws".
void add_budget(const Result& result, const OptionResult& best, Clauses& clauses) {
  const Statistics* within = best.find(measures::within_budget);
  if (!result.budget_usd || within == nullptr || within->mean.value >= 1) return;
  const std::string sum = money(*result.budget_usd);
  const char* months = result.horizon_months < 2                   ? ""
                       : result.budget_of == BudgetOf::every_month ? " in every month"
                                                                   : " on average";
  clauses.push_back(within->mean.value <= 0 ? fmt::format("it is over the budget of {}", sum)
                                            : fmt::format("it keeps the budget of {}{} in {} of draws", sum,
                                                          months, rough_percent(within->mean.value)));
}

/// Limits that hold less often are worth a word.
constexpr double often = 0.9;

void add_limits(const OptionResult& best, Clauses& clauses) {
  const double kept = mean(best, measures::meets_slo);
  if (kept < often) clauses.push_back(fmt::format("it keeps the limits in {} of draws", rough_percent(kept)));
}

/// Damage that turns the order round: the option that is best then, or null.
const OptionResult* add_damage(const Result& result, const OptionResult& best, const Sums& sums,
                               Clauses& clauses) {
  if (result.answer.objective != Objective::cost) return nullptr;
  const OptionResult* least = nullptr;
  for (const OptionResult& option : result.options) {
    if (!option.in_race() || option.find(measures::accuracy) == nullptr) continue;
    const double with = mean(option, measures::cost_with_damage);
    if (least == nullptr || with < mean(*least, measures::cost_with_damage)) least = &option;
  }
  if (least == nullptr || least == &best || !(mean(*least, measures::damage) > 0)) return nullptr;
  clauses.push_back(fmt::format("with the damage of wrong answers {} is best, {} a month against {}",
                                least->name, sums(mean(*least, measures::cost_with_damage)),
                                sums(mean(best, measures::cost_with_damage))));
  return least;
}

/// A step of this many points in accuracy is worth a word.
constexpr double worth_a_word = 0.05;

/// The option that buys most accuracy for its money: "with 80 % right or more: gpt-4o-mini, $3,000".
void add_accuracy(const Result& result, const OptionResult& best, const Sums& sums, Clauses& clauses) {
  const double known = mean(best, measures::accuracy), cost = mean(best, measures::monthly_cost);
  const OptionResult* better = nullptr;
  double most = 0;
  for (const OptionResult& option : result.options) {
    if (!option.in_race() || result.answer.objective != Objective::cost) continue;
    const double gain = mean(option, measures::accuracy) - known;
    const double per_dollar = gain / std::max(1e-9, mean(option, measures::monthly_cost) - cost);
    if (!(gain >= worth_a_word) || !(per_dollar > most)) continue;
    better = &option;
    most = per_dollar;
  }
  if (better == nullptr) return;
  const double floor = std::floor(20 * mean(*better, measures::accuracy)) / 20;
  if (!(floor > known)) return;
  clauses.push_back(fmt::format("with {} right or more: {}, {}", rough_percent(floor), better->name,
                                sums(mean(*better, measures::monthly_cost))));
}

/// What nobody may take and costs less.
void add_yardsticks(const Result& result, const OptionResult& best, const Sums& sums, Clauses& clauses) {
  const OptionResult* least = nullptr;
  std::size_t cheaper = 0;
  for (const OptionResult& option : result.options) {
    if (!option.yardstick || !option.feasible || option.basis == Basis::energy_only) continue;
    if (!(mean(option, measures::monthly_cost) < mean(best, measures::monthly_cost))) continue;
    ++cheaper;
    if (least == nullptr || mean(option, measures::monthly_cost) < mean(*least, measures::monthly_cost))
      least = &option;
  }
  if (least == nullptr) return;
  clauses.push_back(
      fmt::format("{} {} would be {}", cheaper > 1 ? "the cheapest yardstick," : "the yardstick",
                  cheaper > 1 ? least->name + "," : least->name, sums(mean(*least, measures::monthly_cost))));
}

/// People, where they are most of it.
void add_people(const OptionResult& best, Clauses& clauses) {
  double staff = 0;
  for (const LineResult& line : best.lines)
    staff += line.type == CostType::staff ? line.monthly_usd.mean.value : 0;
  const double share = staff / mean(best, measures::monthly_cost);
  if (share >= 0.5) clauses.push_back(fmt::format("{} of {} is people", rough_percent(share), best.name));
}

std::string without_best(const Result& result) {
  const bool any = std::any_of(result.options.begin(), result.options.end(),
                               [](const OptionResult& option) { return option.feasible; });
  if (!any) return "No option can serve this workload.";
  const OptionResult* nearest = nullptr;
  for (const OptionResult& option : result.options) {
    if (option.standing != Standing::misses_limits || !option.feasible) continue;
    if (nearest == nullptr || mean(option, measures::meets_slo) > mean(*nearest, measures::meets_slo))
      nearest = &option;
  }
  if (nearest == nullptr)
    return "No option is in the race: each is a yardstick, or its bill is not a whole one.";
  return fmt::format("No option keeps the limits. Nearest is {}, in {} of draws.", nearest->name,
                     rough_percent(mean(*nearest, measures::meets_slo)));
}

}  // namespace

std::string answer_text(const Result& result) {
  const OptionResult* best = result.option(result.answer.best);
  if (best == nullptr) return without_best(result);
  const Sums sums = monthly_sums(result);
  Clauses clauses;
  add_budget(result, *best, clauses);
  add_limits(*best, clauses);
  const OptionResult* with_damage = add_damage(result, *best, sums, clauses);
  if (with_damage == nullptr) add_accuracy(result, *best, sums, clauses);
  add_yardsticks(result, *best, sums, clauses);
  add_people(*best, clauses);
  std::string text = first_sentence(result, *best, sums);
  if (clauses.empty()) return text;
  std::string second = clauses.front() + (clauses.size() > 1 ? "; " + clauses[1] : "") + ".";
  second.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(second.front())));
  return text + " " + second;
}

}  // namespace llmtco
