#include "cost/owned.h"

#include <cassert>
#include <iterator>
#include <utility>

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
  const auto by_most = [&](ItemId item, const Uncertain<UsdPerJoule>& price, const Drawn<Watts>& most) {
    lines.push_back(line({.item = item,
                          .type = CostType::invoiced,
                          .behaviour = CostBehaviour::fixed,
                          .quantity_unit = "kW-months",
                          .price = price.origin,
                          .source = "scenario"},
                         most * month, block(price), kW * month));
  };
  if (owned.demand_charge)
    by_most(ItemId::demand_charge, *owned.demand_charge, electricity.most * block(owned.pue));
  if (owned.colocation) by_most(ItemId::colocation, *owned.colocation, electricity.most);
}

}  // namespace

void bill(const Owned& owned, Use& left, const Block& block, Bill& lines) {
  assert(left.electricity && left.holding != nullptr);
  const Drawn<Usd> price = block(owned.capital.purchase);
  const char* unit = left.machines.on_cpu ? "machines" : "accelerators";
  Bill capital;
  bill(owned.capital, *left.holding, left.period, block, capital);
  for (LineItem& each : capital) each.quantity_unit = unit;
  std::move(capital.begin(), capital.end(), std::back_inserter(lines));
  bill_power(owned, *left.electricity, block, lines);
  const auto yearly = [&](ItemId item, const Uncertain<double>& share) {
    const Drawn<Usd> upkeep = price * (block(share) / 12.0);
    if (upkeep.base_units().is(0)) return;
    lines.push_back({.item = item,
                     .type = CostType::invoiced,
                     .behaviour = CostBehaviour::fixed,
                     .quantity = held_in(*left.holding, left.period),
                     .quantity_unit = unit,
                     .unit_price_usd = upkeep / usd,
                     .price = share.origin,
                     .source = "scenario"});
  };
  yearly(ItemId::maintenance, owned.maintenance);
  if (owned.insurance) yearly(ItemId::insurance, *owned.insurance);
  left.machines = {};
  left.electricity.reset();
}

}  // namespace llmtco
