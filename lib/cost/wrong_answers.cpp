#include "cost/wrong_answers.h"

#include <string_view>

#include "columns/column_math.h"
#include "columns/trace.h"
#include "random/poisson.h"

namespace llmtco {
namespace {

/// The share of tasks on which whoever tries again is wrong as well.
Column wrong_again(const WrongAnswers& wrong, const Column& by_chance, const Block& block) {
  const Column same = block(wrong.same_again);
  return named("wrong again", same + (1.0 - same) * by_chance);
}

LineItem of_class(ItemId item, CostType type, const AnswersGiven& given, const char* unit) {
  return {
      .item = item, .labels = {.request_class = given.request_class}, .type = type, .quantity_unit = unit};
}

/// `amount` of the author's, with its origin and source.
LineItem line_at(LineItem about, const Drawn<Requests>& count, const Uncertain<UsdPerRequest>& price,
                 const Block& block) {
  about.price = price.origin;
  about.source = "scenario";
  return line(std::move(about), count, block(price), request);
}

bool is_nothing(const Drawn<Requests>& count) { return count.base_units().is(0); }

void bill_again(const WrongAnswers& wrong, const AnswersGiven& given, const WrongOutcome& outcome,
                Bill& lines) {
  if (wrong.then == AfterWrong::human || is_nothing(outcome.again)) return;
  const bool escalates = wrong.then == AfterWrong::escalate;
  LineItem about =
      of_class(escalates ? ItemId::escalations : ItemId::retries, CostType::invoiced, given, "tasks");
  if (basis_of(lines) == Basis::energy_only) about.behaviour = CostBehaviour::energy;
  if (escalates) about.labels.name = given.escalation->option;
  about.source = escalates ? "a task of " + given.escalation->option : "a task of its own";
  lines.push_back(
      line(std::move(about), outcome.again, escalates ? given.escalation->of_task : given.of_task, request));
}

}  // namespace

WrongOutcome outcome_of(const WrongAnswers& wrong, const AnswersGiven& given, const Block& block) {
  const Column found_share = block(wrong.detected);
  const Drawn<Requests> errors = named("wrong first answers", given.tasks * given.wrong);
  const Drawn<Requests> found = named("wrong answers that are found", errors * found_share);
  Drawn<Requests> missed = errors * (1.0 - found_share), left = found;
  WrongOutcome outcome;
  const bool escalates = wrong.then == AfterWrong::escalate && given.escalation;
  if (escalates || wrong.then == AfterWrong::retry) {
    const Column again = wrong_again(wrong, escalates ? given.escalation->wrong : given.wrong, block);
    for (int attempt = 0; attempt < (escalates ? 1 : wrong.retries); ++attempt) {
      outcome.again += left;
      missed += left * again * (1.0 - found_share);
      left = left * again * found_share;
    }
  }
  outcome.again = named("tasks done again", std::move(outcome.again));
  if (wrong.human_cost) {
    outcome.by_people = named("tasks that people do", left);
  } else {
    missed += left;
  }
  outcome.unresolved = named("wrong or given up in the end", std::move(missed));
  const Column none = less_equal(given.tasks, Drawn<Requests>());
  const Column share = outcome.unresolved / select(none, Drawn<Requests>(1.0 * request), given.tasks);
  outcome.delivered = 1.0 - share;
  return outcome;
}

void bill(const WrongAnswers& wrong, const AnswersGiven& given, const WrongOutcome& outcome,
          const Block& block, Bill& lines) {
  bill_again(wrong, given, outcome, lines);
  if (wrong.human_cost && !is_nothing(outcome.by_people)) {
    lines.push_back(line_at(of_class(ItemId::people_for_wrong, CostType::staff, given, "tasks"),
                            outcome.by_people, *wrong.human_cost, block));
  }
  lines.push_back(line_at(of_class(ItemId::wrong_answers, CostType::risk, given, "wrong answers"),
                          outcome.unresolved, wrong.undetected_cost, block));
  if (!wrong.churn) return;
  lines.push_back(line_at(of_class(ItemId::churn, CostType::risk, given, "customers"),
                          outcome.unresolved * block(wrong.churn->share), wrong.churn->value, block));
}

Drawn<UsdPerRequest> cost_of_task(const Bill& bill, const std::string& request_class,
                                  const Drawn<Requests>& of_class, const Drawn<Requests>& of_all) {
  Drawn<Usd> own, shared;
  for (const LineItem& item : bill) {
    if (!is_payable(item)) continue;
    if (item.labels.request_class.empty()) shared += item.amount();
    if (item.labels.request_class == request_class) own += item.amount();
  }
  const auto over = [](const Drawn<Usd>& cost, const Drawn<Requests>& tasks) {
    const Column none = less_equal(tasks, Drawn<Requests>());
    if (!any(none)) return cost / tasks;
    return select(none, Drawn<UsdPerRequest>(), cost / select(none, Drawn<Requests>(1.0 * request), tasks));
  };
  return named("cost of a task", over(own, of_class) + over(shared, of_all));
}

Drawn<Requests> bill(const CriticalFailures& failures, const CriticalRisk& risk, const Block& block,
                     Bill& lines) {
  const Column expected = named("critical failures expected",
                                risk.answers / request * (block(failures.per_million) / 1e6) * risk.factor);
  Column count = opaque("Poisson number", poisson_quantile(risk.luck, expected),
                        {{"expected", expected}, {"luck of the month", risk.luck}});
  const Drawn<Requests> number(named("critical failures", std::move(count)));
  lines.push_back(line({.item = ItemId::critical_failures,
                        .labels = {.request_class = risk.request_class},
                        .type = CostType::risk,
                        .quantity_unit = "failures",
                        .price = failures.cost.origin,
                        .source = "scenario"},
                       number, block(failures.cost), request));
  return number;
}

}  // namespace llmtco
