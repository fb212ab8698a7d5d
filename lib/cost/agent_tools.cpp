#include "cost/agent_tools.h"

namespace llmtco {

void bill_agent_tools(const std::vector<ClassUse>& classes, const Block& block, Bill& lines) {
  for (const ClassUse& use : classes) {
    const RequestClass& requests = *use.traffic->requests;
    if (!requests.agent.tools || !requests.agent.tools->price) continue;
    const Column of_task =
        named_of(requests.name, "tool calls of a task",
                 (use.traffic->lengths.calls.mean - 1.0) * block(requests.agent.tools->calls));
    if (of_task.is(0) || use.tasks.base_units().is(0)) continue;
    const Uncertain<UsdPerRequest>& price = *requests.agent.tools->price;
    lines.push_back(line({.item = ItemId::agent_tools,
                          .labels = {.request_class = requests.name},
                          .type = CostType::invoiced,
                          .behaviour = CostBehaviour::usage,
                          .quantity_unit = "1k calls",
                          .price = price.origin,
                          .source = "scenario"},
                         of_task * use.tasks, block(price), 1000.0 * request));
  }
}

}  // namespace llmtco
