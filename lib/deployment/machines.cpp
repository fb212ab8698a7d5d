#include "deployment/machines.h"

#include "deployment/fleet.h"
#include "finance/annuity.h"

namespace llmtco {

Evaluation evaluate(const RentedOption& rented, const Context& context) {
  Evaluation evaluation;
  const FleetSize fleet = size_fleet(rented.fleet, context, evaluation);
  const Block& block = context.block;
  const Column paid = rented.follow_load ? fleet.autoscaled : fleet.replicas;
  const Drawn<Seconds> gpu_time = static_cast<double>(rented.fleet.gpus()) * paid * month;
  const bool cpu = rented.fleet.on_cpu();
  evaluation.bill.push_back(line(cpu ? "machine hours" : "GPU hours", LineKind::invoiced, Behaviour::fixed,
                                 gpu_time, block(rented.gpu_price), hour, cpu ? "machine-h" : "GPU-h",
                                 rented.price_source));
  if (rented.follow_load && evaluation.figures.has(measures::load))
    evaluation.figures.set(measures::load, fleet.busy / paid);
  return evaluation;
}

Evaluation evaluate(const OwnedOption& owned, const Context& context) {
  Evaluation evaluation;
  const FleetSize fleet = size_fleet(owned.fleet, context, evaluation);
  const Block& block = context.block;
  const Column gpus = static_cast<double>(owned.fleet.gpus()) * fleet.replicas;
  const Drawn<Usd> price = block(owned.purchase);

  const Drawn<Usd> payment =
      annuity(price, block(owned.residual) * price, owned.life_months, block(owned.cost_of_capital));
  evaluation.bill.push_back({.item = "capital",
                             .kind = LineKind::amortized,
                             .behaviour = Behaviour::fixed,
                             .quantity = gpus,
                             .quantity_unit = owned.fleet.on_cpu() ? "machines" : "accelerators",
                             .unit_price_usd = payment / usd,
                             .source = owned.purchase_source});

  const Column busy_gpus = static_cast<double>(owned.fleet.gpus()) * fleet.busy;
  const Drawn<Watts> idle = block(owned.idle_power), full = block(owned.power);
  const Drawn<Joules> energy = (gpus * idle + busy_gpus * (full - idle)) * month * block(owned.pue);
  evaluation.bill.push_back(line("power", LineKind::invoiced, Behaviour::energy, energy,
                                 block(owned.electricity), kWh, "kWh", owned.electricity_source));
  if (owned.colocation) {
    const Drawn<Joules> reserved = gpus * full * month;
    evaluation.bill.push_back(line("colocation", LineKind::invoiced, Behaviour::fixed, reserved,
                                   block(*owned.colocation), kW * month, "kW-months", "scenario"));
  }
  const Drawn<Usd> upkeep = gpus * price * (block(owned.maintenance) / 12.0);
  if (!upkeep.base_units().is(0)) {
    evaluation.bill.push_back(lump("maintenance", LineKind::invoiced, Behaviour::fixed, upkeep, "scenario"));
  }
  return evaluation;
}

}  // namespace llmtco
