#include "cost/on_demand.h"

namespace llmtco {

void bill(const OnDemand& rent, Use& left, const Block& block, Bill& lines) {
  const Capacity& machines = left.machines;
  const Drawn<Seconds> gpu_time = machines.paid_running() * month;
  lines.push_back(line({.item = machines.on_cpu ? ItemId::machine_hours : ItemId::gpu_hours,
                        .type = CostType::invoiced,
                        .behaviour = CostBehaviour::fixed,
                        .quantity_unit = machines.on_cpu ? "machine-h" : "GPU-h",
                        .price = rent.price.origin,
                        .source = rent.source},
                       gpu_time, block(rent.price), hour));
  left.machines = {};
  left.electricity.reset();
}

}  // namespace llmtco
