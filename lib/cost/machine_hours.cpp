#include "cost/machine_hours.h"

namespace llmtco {

LineItem hours_line(ItemId item, const LetAt& by, const Capacity& machines, const Column& accelerators) {
  const Drawn<Seconds> time = accelerators * month;
  return line({.item = item,
               .labels = {.name = by.name},
               .type = CostType::invoiced,
               .behaviour = CostBehaviour::fixed,
               .quantity_unit = machines.on_cpu ? "machine-h" : "GPU-h",
               .price = by.origin,
               .source = by.source},
              time, by.price, hour);
}

}  // namespace llmtco
