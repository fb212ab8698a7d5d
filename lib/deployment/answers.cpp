#include "deployment/answers.h"

#include "measures/list.h"

namespace llmtco {

void add_answers(const Answers& answers, const Context& context, Evaluation& evaluation) {
  if (answers.by_class.empty()) return;
  Drawn<RequestsPerSecond> all, right;
  Drawn<Requests> right_answers;
  Drawn<Usd> value;
  bool valued = false;
  for (std::size_t i = 0; i < context.traffic.classes.size(); ++i) {
    const ClassTraffic& traffic = context.traffic.classes[i];
    const RequestClass& requests = *traffic.requests;
    const Column share_right = answers.by_class.at(requests.name)(context.block);
    if (const auto subject = context.subject(i))
      evaluation.figures.set(measures::accuracy, share_right, *subject);
    evaluation.accuracy.push_back(share_right);
    all += traffic.weight;
    right += traffic.weight * share_right;
    const Drawn<Requests> tasks = context.tasks(traffic);
    const Drawn<UsdPerRequest> damage = context.block(requests.cost_if_wrong);
    if (!damage.base_units().is(0)) {
      evaluation.bill.push_back(line({.item = ItemId::wrong_answers,
                                      .labels = {.request_class = requests.name},
                                      .type = CostType::risk,
                                      .behaviour = CostBehaviour::usage,
                                      .quantity_unit = "wrong answers",
                                      .price = requests.cost_if_wrong.origin,
                                      .source = "scenario"},
                                     tasks * (1.0 - share_right), damage, request));
    }
    const Drawn<UsdPerRequest> worth = context.block(requests.value_if_right);
    valued = valued || !worth.base_units().is(0);
    const Drawn<Requests> own = tasks * share_right;
    right_answers += own;
    value += own * worth;
  }
  evaluation.figures.set(measures::accuracy, right / all);
  evaluation.figures.set(measures::right_answers, right_answers);
  if (valued) evaluation.figures.set(measures::gross_value, value);
}

}  // namespace llmtco
