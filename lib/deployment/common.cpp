#include "deployment/common.h"

#include <fmt/format.h>

#include <algorithm>

#include "workload/tokens.h"

namespace llmtco {
namespace {

/// Tokens of all classes a month, of the kind a price per token counts.
Drawn<Tokens> tokens_counted(OtherCost::Tokens which, const Context& context) {
  Drawn<Tokens> sum;
  for (const ClassTraffic& requests : context.traffic.classes) {
    const Drawn<Requests> tasks = context.tasks(requests);
    if (which != OtherCost::Tokens::output) sum += tasks * requests.task.input;
    if (which != OtherCost::Tokens::input) sum += tasks * requests.task.output;
  }
  return sum;
}

Drawn<Requests> tasks_a_month(const Context& context) {
  Drawn<Requests> sum;
  for (const ClassTraffic& requests : context.traffic.classes) sum += context.tasks(requests);
  return sum;
}

LineItem line_of(const OtherCost& cost, const Context& context) {
  const Block& block = context.block;
  if (const auto* rate = std::get_if<Uncertain<UsdPerSecond>>(&cost.price)) {
    return lump(cost.item, cost.kind, cost.behaviour, block(*rate) * month, cost.source);
  }
  if (const auto* each = std::get_if<Uncertain<UsdPerRequest>>(&cost.price)) {
    return line(cost.item, cost.kind, cost.behaviour, tasks_a_month(context), block(*each), request,
                "requests", cost.source);
  }
  const auto& per_token = std::get<Uncertain<UsdPerToken>>(cost.price);
  return line(cost.item, cost.kind, cost.behaviour, tokens_counted(cost.tokens, context), block(per_token),
              mtok, "Mtok", cost.source);
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

void add_other_costs(const std::vector<OtherCost>& costs, const Context& context, Bill& bill) {
  for (const OtherCost& cost : costs) bill.push_back(line_of(cost, context));
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
      const std::string item = context.one_class() ? "wrong answers" : requests.name + " wrong answers";
      evaluation.bill.push_back(line(item, LineKind::risk, Behaviour::usage, tasks * (1.0 - share_right),
                                     damage, request, "wrong answers", "scenario"));
    }
    const Drawn<UsdPerRequest> worth = context.block(requests.value_if_right);
    valued = valued || !worth.base_units().is(0);
    value += tasks * share_right * worth;
  }
  evaluation.figures.set(measures::accuracy, right / all);
  if (valued) evaluation.figures.set(measures::gross_value, value);
}

}  // namespace llmtco
