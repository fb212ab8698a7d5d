#include "cost/owned.h"

#include <cassert>

#include "finance/annuity.h"

namespace llmtco {
namespace {

void bill_power(const Owned& owned, const Electricity& electricity, const Block& block, Bill& lines) {
  lines.push_back(line({.item = ItemId::power,
                        .type = CostType::invoiced,
                        .behaviour = CostBehaviour::energy,
                        .quantity_unit = "kWh",
                        .price = owned.electricity.origin,
                        .source = owned.electricity_source},
                       electricity.used * block(owned.pue), block(owned.electricity), kWh));
  if (!owned.colocation) return;
  lines.push_back(line({.item = ItemId::colocation,
                        .type = CostType::invoiced,
                        .behaviour = CostBehaviour::fixed,
                        .quantity_unit = "kW-months",
                        .price = owned.colocation->origin,
                        .source = "scenario"},
                       electricity.most * month, block(*owned.colocation), kW * month));
}

/// A line of so many dollars a month for each machine.
LineItem each_machine(LineItem about, const Capacity& machines, const Drawn<Usd>& monthly) {
  about.behaviour = CostBehaviour::fixed;
  about.quantity = machines.paid();
  about.quantity_unit = machines.on_cpu ? "machines" : "accelerators";
  about.unit_price_usd = monthly / usd;
  return about;
}

}  // namespace

void bill(const Owned& owned, Use& left, const Block& block, Bill& lines) {
  assert(left.electricity);
  const Drawn<Usd> price = block(owned.purchase);
  const Drawn<Usd> payment =
      annuity(price, block(owned.residual) * price, owned.life_months, block(owned.cost_of_capital));
  lines.push_back(each_machine({.item = ItemId::capital,
                                .type = CostType::amortized,
                                .price = owned.purchase.origin,
                                .source = owned.purchase_source},
                               left.machines, payment));
  bill_power(owned, *left.electricity, block, lines);
  const Drawn<Usd> upkeep = price * (block(owned.maintenance) / 12.0);
  if (!upkeep.base_units().is(0)) {
    lines.push_back(each_machine({.item = ItemId::maintenance,
                                  .type = CostType::invoiced,
                                  .price = owned.maintenance.origin,
                                  .source = "scenario"},
                                 left.machines, upkeep));
  }
  left.machines = {};
  left.electricity.reset();
}

}  // namespace llmtco
