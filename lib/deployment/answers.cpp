#include "deployment/answers.h"

#include "deployment/retrieved.h"
#include "measures/list.h"
#include "workload/steps.h"

namespace llmtco {
namespace {

/// Tasks of all classes that come here.
Drawn<Requests> all_tasks(const Context& context) {
  Drawn<Requests> sum;
  for (const ClassTraffic& each : context.traffic.classes) sum += context.tasks(each);
  return sum;
}

/// What one more task of each class costs, before anything follows from wrong answers.
std::vector<Drawn<UsdPerRequest>> costs_of_tasks(const Context& context, const Bill& bill) {
  std::vector<Drawn<UsdPerRequest>> costs;
  const Drawn<Requests> all = all_tasks(context);
  for (const ClassTraffic& each : context.traffic.classes)
    costs.push_back(cost_of_task(bill, each.requests->name, context.tasks(each), all));
  return costs;
}

bool follows_up(const Context& context) {
  if (context.first_answers) return false;
  for (const ClassTraffic& each : context.traffic.classes) {
    if (each.requests->wrong) return true;
  }
  return false;
}

void add_wrong_line(const RequestClass& requests, const Drawn<Requests>& wrong, const Context& context,
                    Bill& bill) {
  const Drawn<UsdPerRequest> damage = context.block(requests.cost_if_wrong);
  if (damage.base_units().is(0)) return;
  bill.push_back(line({.item = ItemId::wrong_answers,
                       .labels = {.request_class = requests.name},
                       .type = CostType::risk,
                       .behaviour = CostBehaviour::usage,
                       .quantity_unit = "wrong answers",
                       .price = requests.cost_if_wrong.origin,
                       .source = "scenario"},
                      wrong, damage, request));
}

}  // namespace

void add_critical(const Answers& answers, const std::vector<Column>& answered, const Context& context,
                  Evaluation& evaluation) {
  if (context.first_answers || answers.luck.empty()) return;
  Drawn<Requests> failures = evaluation.figures.get(measures::critical_failures).value_or(Drawn<Requests>());
  for (std::size_t i = 0; i < context.traffic.classes.size(); ++i) {
    const ClassTraffic& traffic = context.traffic.classes[i];
    const RequestClass& requests = *traffic.requests;
    if (!requests.critical) continue;
    const Drawn<Requests> tasks = context.tasks(traffic);
    const CriticalRisk risk{
        .request_class = requests.name,
        .answers = answered.empty() ? tasks : answered[i] * tasks,
        .factor = answers.critical_factor ? context.block(*answers.critical_factor) : Column(1.0),
        .luck = context.block(answers.luck.at(requests.name))};
    failures += bill(*requests.critical, risk, context.block, evaluation.bill);
  }
  evaluation.figures.set(measures::critical_failures, failures);
}

std::vector<Column> right_of(const Answers& answers, const Context& context) {
  std::vector<Column> right;
  if (answers.by_class.empty()) return right;
  for (const ClassTraffic& traffic : context.traffic.classes) {
    const RequestClass& requests = *traffic.requests;
    const Column tasks =
        tasks_right(requests.agent, answers.by_class.at(requests.name)(context.block), context.block);
    right.push_back(less_misses(tasks, left_by_retrieval(requests, context.block)));
  }
  return right;
}

void add_answers(const Answers& answers, const std::vector<Column>& right, const Context& context,
                 const std::vector<std::optional<Escalation>>& escalations, Evaluation& evaluation) {
  add_critical(answers, {}, context, evaluation);
  add_answers(right, context, escalations, evaluation);
}

void add_answers(const std::vector<Column>& right_by_class, const Context& context,
                 const std::vector<std::optional<Escalation>>& escalations, Evaluation& evaluation) {
  const bool follows = follows_up(context) && !right_by_class.empty();
  const std::vector<Drawn<UsdPerRequest>> costs =
      follows ? costs_of_tasks(context, evaluation.bill) : std::vector<Drawn<UsdPerRequest>>();
  if (right_by_class.empty()) return;
  Drawn<RequestsPerSecond> all, right, delivered;
  Drawn<Requests> right_answers;
  Drawn<Usd> value;
  bool valued = false;
  for (std::size_t i = 0; i < context.traffic.classes.size(); ++i) {
    const ClassTraffic& traffic = context.traffic.classes[i];
    const RequestClass& requests = *traffic.requests;
    const Column& share_right = right_by_class[i];
    if (const auto subject = context.subject(i))
      evaluation.figures.set(measures::accuracy, share_right, *subject);
    evaluation.accuracy.push_back(share_right);
    all += traffic.weight;
    right += traffic.weight * share_right;
    const Drawn<Requests> tasks = context.tasks(traffic);
    Column in_the_end = share_right;
    if (follows && requests.wrong) {
      const AnswersGiven given{requests.name, tasks, 1.0 - share_right, costs[i], escalations[i]};
      const WrongOutcome outcome = outcome_of(*requests.wrong, given, context.block);
      bill(*requests.wrong, given, outcome, context.block, evaluation.bill);
      in_the_end = outcome.delivered;
    } else {
      add_wrong_line(requests, tasks * (1.0 - share_right), context, evaluation.bill);
    }
    if (follows) delivered += traffic.weight * in_the_end;
    const Drawn<UsdPerRequest> worth = context.block(requests.value_if_right);
    valued = valued || !worth.base_units().is(0);
    const Drawn<Requests> own = tasks * in_the_end;
    right_answers += own;
    value += own * worth;
  }
  evaluation.figures.set(measures::accuracy, right / all);
  if (follows) evaluation.figures.set(measures::delivered, delivered / all);
  evaluation.figures.set(measures::right_answers, right_answers);
  if (valued) evaluation.figures.set(measures::gross_value, value);
}

}  // namespace llmtco
