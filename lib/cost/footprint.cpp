#include "cost/footprint.h"

#include "columns/trace.h"

namespace llmtco {
namespace {

/// Electricity of tasks and tokens that somebody else's machines deal with.
Drawn<Joules> bought_energy(const BoughtEnergy& each, const Use& use, const Block& block) {
  Drawn<Joules> used;
  for (const ClassUse& own : use.classes) {
    if (each.of_task) used += own.tasks * block(*each.of_task);
    if (each.of_input) used += own.tasks * own.traffic->task.input * block(*each.of_input);
    if (each.of_output) used += own.tasks * own.traffic->task.output * block(*each.of_output);
  }
  return named("electricity", std::move(used));
}

/// Accelerators that are switched on, mean of the month.
Column running(const Use& use) {
  if (!use.serverless) return use.machines.paid_running();
  const ServerlessUse& workers = *use.serverless;
  return use.machines.gpus * (workers.busy + workers.idle + workers.starting + workers.always_on);
}

}  // namespace

std::optional<Footprint> footprint_of(const EnergyTerms& terms, const Use& use, const Block& block) {
  Footprint all;
  if (terms.bought) {
    all.used = bought_energy(*terms.bought, use, block);
    if (terms.litres_per_kwh) all.litres = all.used / kWh * block(*terms.litres_per_kwh);
  } else if (use.electricity) {
    const Column pue = block(terms.pue);
    all.used = named("electricity", use.electricity->used * pue);
    all.idle = named("electricity without load", use.electricity->idle * pue);
    if (terms.litres_per_kwh) all.litres = use.electricity->used / kWh * block(*terms.litres_per_kwh);
    if (terms.embodied) {
      const Column spread = running(use) / terms.embodied->life_months;
      all.embodied = named("carbon of making the machines", spread * block(terms.embodied->each));
    }
  } else {
    return std::nullopt;
  }
  all.of_power = named("carbon of the electricity", all.used * block(terms.intensity));
  return all;
}

void bill(const EnergyTerms& terms, const Footprint& footprint, const Block& block, Bill& lines) {
  if (!terms.carbon_price) return;
  lines.push_back(line({.item = ItemId::carbon,
                        .labels = {.name = terms.basis == CarbonBasis::market ? "market-based" : ""},
                        .type = CostType::carbon,
                        .behaviour = CostBehaviour::usage,
                        .quantity_unit = "t",
                        .price = terms.carbon_price->origin,
                        .source = terms.source},
                       footprint.carbon(), block(*terms.carbon_price), 1000.0 * kg));
}

}  // namespace llmtco
