#include "deployment/complete.h"

#include <algorithm>

#include "columns/column_math.h"
#include "deployment/agent_steps.h"
#include "deployment/latency.h"
#include "deployment/limits.h"
#include "deployment/retrieved.h"

namespace llmtco {
namespace {

/// Whether it is known what wrong answers cost: nothing, or how many there are.
bool damage_is_known(const Context& context, const Evaluation& evaluation) {
  if (!evaluation.accuracy.empty()) return true;
  return std::all_of(
      context.traffic.classes.begin(), context.traffic.classes.end(), [&](const ClassTraffic& each) {
        return !each.requests->wrong && context.block(each.requests->cost_if_wrong).base_units().is(0);
      });
}

/// Sets what the tail of the damage is read from, where it is more than a mean.
void set_tails(const Traffic& traffic, Figures<Column>& figures) {
  const bool any = std::any_of(traffic.classes.begin(), traffic.classes.end(),
                               [](const ClassTraffic& each) { return each.requests->has_risk(); });
  const auto damage = figures.get(measures::damage);
  if (!any || !damage) return;
  figures.set(measures::damage_p99, *damage);
  figures.set(measures::damage_shortfall, *damage);
}

/// Sets the tasks that come to an option whose volume answers its price, and the tokens that unit costs are over.
void set_volume(const Prepared& prepared, const Traffic& traffic, Figures<Column>& figures) {
  if (!prepared.elastic) return;
  Drawn<Requests> tasks, asked;
  Drawn<Tokens> read, written;
  for (std::size_t i = 0; i < traffic.classes.size(); ++i) {
    const ClassTraffic& each = traffic.classes[i];
    const Drawn<Requests> then = each.rate * month, own = named_of(each.requests->name, "tasks that come",
                                                                   then * prepared.elastic->of_class[i]);
    asked += then;
    tasks += own;
    read += own * each.task.input;
    written += own * each.task.output;
  }
  figures.set(measures::requests, tasks);
  figures.set(measures::mtok, (read + written) / mtok);
  figures.set(measures::mtok_output, written / mtok);
  figures.set(measures::volume, tasks);
  // Where nothing is asked for, there is nothing to answer or to save.
  const auto over = [](const Column& a, const Column& b) {
    const Column none = less_equal(b, 0.0);
    return any(none) ? select(none, 1.0, a / select(none, 1.0, b)) : a / b;
  };
  figures.set(measures::volume_answer, over(tasks / request, asked / request));
  figures.set(measures::volume_cancels,
              over(prepared.elastic->reference / (usd / request), prepared.elastic->paid / (usd / request)));
}

}  // namespace

void complete(const Prepared& prepared, const Context& context, Evaluation& evaluation) {
  Figures<Column>& figures = evaluation.figures;
  evaluation.amounts = set_costs(evaluation.bill, figures);
  if (damage_is_known(context, evaluation)) set_damage(evaluation.bill, evaluation.amounts, figures);
  set_tails(context.traffic, figures);
  set_volume(prepared, context.traffic, figures);
  set_step_figures(prepared, context, evaluation);
  const auto value = figures.get(measures::gross_value), cost = figures.get(measures::cost_with_damage);
  if (value && cost) figures.set(measures::net_value, *value - *cost);
  if (context.detail != Detail::costs) set_limit_figures(context, evaluation);
  if (context.detail != Detail::costs) set_found(context, figures);
  figures.set(measures::feasible, evaluation.feasible);
}

}  // namespace llmtco
