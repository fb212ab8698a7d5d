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

}  // namespace

void bill(const Owned& owned, Use& left, const Block& block, Bill& lines) {
  assert(left.electricity);
  const Column gpus = left.machines.gpus * left.machines.replicas;
  const Drawn<Usd> price = block(owned.purchase);
  const Drawn<Usd> payment =
      annuity(price, block(owned.residual) * price, owned.life_months, block(owned.cost_of_capital));
  lines.push_back({.item = ItemId::capital,
                   .type = CostType::amortized,
                   .behaviour = CostBehaviour::fixed,
                   .quantity = gpus,
                   .quantity_unit = left.machines.on_cpu ? "machines" : "accelerators",
                   .unit_price_usd = payment / usd,
                   .price = owned.purchase.origin,
                   .source = owned.purchase_source});
  bill_power(owned, *left.electricity, block, lines);
  const Drawn<Usd> upkeep = price * (block(owned.maintenance) / 12.0);
  if (!upkeep.base_units().is(0)) {
    lines.push_back({.item = ItemId::maintenance,
                     .type = CostType::invoiced,
                     .behaviour = CostBehaviour::fixed,
                     .quantity = gpus,
                     .quantity_unit = left.machines.on_cpu ? "machines" : "accelerators",
                     .unit_price_usd = upkeep / usd,
                     .price = owned.maintenance.origin,
                     .source = "scenario"});
  }
  left.machines = {};
  left.electricity.reset();
}

}  // namespace llmtco
