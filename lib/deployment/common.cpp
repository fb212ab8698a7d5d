#include "deployment/common.h"

#include <fmt/format.h>

#include <algorithm>

#include "workload/tokens.h"

namespace llmtco {
namespace {

/// Tokens of all classes a month, of the kind a price per token counts.
Drawn<Tokens> tokens_counted(CustomLine::Tokens which, const Context& context) {
  Drawn<Tokens> sum;
  for (const ClassTraffic& requests : context.traffic.classes) {
    const Drawn<Requests> tasks = context.tasks(requests);
    if (which != CustomLine::Tokens::output) sum += tasks * requests.task.input;
    if (which != CustomLine::Tokens::input) sum += tasks * requests.task.output;
  }
  return sum;
}

Drawn<Requests> tasks_a_month(const Context& context) {
  Drawn<Requests> sum;
  for (const ClassTraffic& requests : context.traffic.classes) sum += context.tasks(requests);
  return sum;
}

LineItem line_of(const CustomLine& cost, const Context& context) {
  const Block& block = context.block;
  LineItem own{.item = ItemId::custom,
               .labels = {.name = cost.name},
               .type = cost.type,
               .behaviour = cost.behaviour,
               .price = std::visit([](const auto& price) { return price.origin; }, cost.price),
               .source = cost.source};
  if (const auto* rate = std::get_if<Uncertain<UsdPerSecond>>(&cost.price)) {
    return lump(std::move(own), block(*rate) * month);
  }
  if (const auto* each = std::get_if<Uncertain<UsdPerRequest>>(&cost.price)) {
    own.quantity_unit = "requests";
    return line(std::move(own), tasks_a_month(context), block(*each), request);
  }
  const auto& per_token = std::get<Uncertain<UsdPerToken>>(cost.price);
  own.quantity_unit = "Mtok";
  return line(std::move(own), tokens_counted(cost.tokens, context), block(per_token), mtok);
}

bool everywhere(const Column& mask) {
  if (mask.is_constant()) return mask.constant() != 0;
  return std::all_of(mask.data(), mask.data() + block_draws, [](double holds) { return holds != 0; });
}

}  // namespace

void require(Evaluation& evaluation, const Column& holds, std::string reason) {
  evaluation.feasible = evaluation.feasible * holds;
  if (evaluation.reason.empty() && !everywhere(holds)) evaluation.reason = std::move(reason);
}

void require_context(const ContextLimit& limit, const Context& context, Evaluation& evaluation) {
  for (const ClassTraffic& requests : context.traffic.classes) {
    const Drawn<TokensPerRequest>& longest = requests.longest_call;
    const Column tokens = longest / (token / request);
    require(
        evaluation, less_equal(longest, Drawn<TokensPerRequest>(limit.tokens / request)),
        fmt::format("the longest calls of '{}' need {} with their answer, the context of {} is {:.0f}",
                    requests.requests->name,
                    tokens.is_constant() ? fmt::format("{:.0f} tokens", tokens.constant()) : "more tokens",
                    limit.model, limit.tokens / token));
  }
}

void add_other_costs(const std::vector<CustomLine>& costs, const Context& context, Bill& bill) {
  for (const CustomLine& cost : costs) bill.push_back(line_of(cost, context));
}

void add_accuracy(const OptionAccuracy& accuracy, const Context& context, Evaluation& evaluation) {
  if (accuracy.by_class.empty()) return;
  Drawn<RequestsPerSecond> all, right;
  Drawn<Usd> value;
  bool valued = false;
  for (std::size_t i = 0; i < context.traffic.classes.size(); ++i) {
    const ClassTraffic& traffic = context.traffic.classes[i];
    const RequestClass& requests = *traffic.requests;
    const Column share_right = accuracy.by_class.at(requests.name)(context.block);
    if (const auto subject = context.subject(i))
      evaluation.figures.set(measures::accuracy, share_right, *subject);
    all += traffic.rate;
    right += traffic.rate * share_right;
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
    value += tasks * share_right * worth;
  }
  evaluation.figures.set(measures::accuracy, right / all);
  if (valued) evaluation.figures.set(measures::gross_value, value);
}

}  // namespace llmtco
