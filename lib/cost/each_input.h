#pragma once
#include <variant>

#include "cost/contract.h"
#include "cost/footprint.h"

namespace llmtco {

/// Calls f(const Uncertain<Q>&) for every number of a contract, in the order of the structs.
template <class F>
void for_each_input(const TokenTariff& tariff, F& f) {
  const auto each_window = [&](const TariffWindow& window) {
    for (const TariffTier& tier : window.tiers) {
      f(tier.prices.input);
      f(tier.prices.output);
      if (tier.prices.cache_read) f(*tier.prices.cache_read);
      if (tier.prices.cache_write) f(*tier.prices.cache_write);
      if (tier.prices.cache_write_1h) f(*tier.prices.cache_write_1h);
      for (const Medium medium : all_media) {
        const auto& prices = tier.prices.media[medium];
        for (const auto* price : {&prices.input, &prices.output, &prices.cache_read})
          if (*price) f(**price);
      }
    }
  };
  for (const TariffWindow& window : tariff.windows) each_window(window);
  for (const TariffChange& change : tariff.changes) {
    for (const TariffWindow& window : change.windows) each_window(window);
  }
  for (const ToolPrice& tool : tariff.tools) f(tool.price);
  if (tariff.storage) f(*tariff.storage);
  f(tariff.service_factor);
  if (tariff.cache_read_factor) f(*tariff.cache_read_factor);
  if (tariff.region_factor) f(*tariff.region_factor);
  if (tariff.surcharge) f(*tariff.surcharge);
  if (tariff.change_a_year) f(*tariff.change_a_year);
  f(tariff.discount);
}

template <class F>
void for_each_input(const OnDemand& rent, F& f) {
  f(rent.price);
  if (rent.most) f(*rent.most);
  if (!rent.starts) return;
  f(rent.starts->ahead);
  f(rent.starts->kept);
  if (rent.starts->least_hours) f(*rent.starts->least_hours);
}

template <class F>
void for_each_input(const Reserved& reserved, F& f) {
  f(reserved.replicas);
  for (const Reserved::ForSplit& each : reserved.for_splits) f(each.replicas);
  f(reserved.price);
}

template <class F>
void for_each_input(const CapacityBlock& taken, F& f) {
  f(taken.replicas);
  f(taken.price);
}

template <class F>
void for_each_input(const Spot& spot, F& f) {
  if (spot.most) f(*spot.most);
  f(spot.price);
  f(spot.evictions);
  f(spot.rework);
  f(spot.restart);
}

template <class F>
void for_each_input(const Serverless& serverless, F& f) {
  f(serverless.price);
  f(serverless.active_price);
  if (serverless.request_fee) f(*serverless.request_fee);
}

template <class F>
void for_each_input(const CloudServices& services, F& f) {
  if (services.egress) {
    f(services.egress->price);
    f(services.egress->each);
  }
  if (services.storage) {
    f(services.storage->price);
    f(services.storage->size);
  }
  if (services.load_balancing) f(*services.load_balancing);
  if (services.support) {
    f(services.support->share);
    f(services.support->least);
  }
}

template <class F>
void for_each_input(const Capital& capital, F& f) {
  f(capital.purchase);
  f(capital.residual);
  f(capital.cost_of_capital);
  if (capital.life_units) f(*capital.life_units);
  for_each_part(capital, [&](const Uncertain<double>& share, ItemId, bool) { f(share); });
  if (capital.disposal) f(*capital.disposal);
}

template <class F>
void for_each_input(const Owned& owned, F& f) {
  for_each_input(owned.capital, f);
  f(owned.maintenance);
  if (owned.insurance) f(*owned.insurance);
  f(owned.pue);
  f(owned.electricity);
  if (owned.demand_charge) f(*owned.demand_charge);
  if (owned.colocation) f(*owned.colocation);
}

template <class F>
void for_each_input(const Staff& staff, F& f) {
  for (const Role& role : staff.roles) {
    if (role.count) f(*role.count);
    if (role.one_for) f(*role.one_for);
    f(role.salary);
    f(role.load);
  }
}

template <class F>
void for_each_input(const Exit& exit, F& f) {
  f(exit.cost);
  f(exit.probability);
}

template <class F>
void for_each_input(const CustomLines& own, F& f) {
  for (const CustomLine& line : own.lines) std::visit(f, line.price);
}

template <class F>
void for_each_input(const EnergyTerms& terms, F& f) {
  if (!terms.bought) f(terms.pue);
  f(terms.intensity);
  if (terms.embodied) f(terms.embodied->each);
  if (terms.litres_per_kwh) f(*terms.litres_per_kwh);
  if (terms.bought) {
    if (terms.bought->of_task) f(*terms.bought->of_task);
    if (terms.bought->of_input) f(*terms.bought->of_input);
    if (terms.bought->of_output) f(*terms.bought->of_output);
  }
  if (terms.carbon_price) f(*terms.carbon_price);
}

template <class F>
void for_each_input(const BatchShare& batch, F& f) {
  for_each_input(batch.tariff, f);
}

template <class F>
void for_each_input(const Provisioned& provisioned, F& f) {
  f(provisioned.units);
  f(provisioned.price);
  f(provisioned.input);
  if (provisioned.output) f(*provisioned.output);
  if (provisioned.output_weight) f(*provisioned.output_weight);
  f(provisioned.cache_read_weight);
}

template <class F>
void for_each_input(const FreeTier& free, F& f) {
  if (free.requests) f(*free.requests);
  if (free.input) f(*free.input);
  if (free.output) f(*free.output);
}

template <class F>
void for_each_input(const RateLimits& limits, F& f) {
  if (limits.requests) f(*limits.requests);
  if (limits.input) f(*limits.input);
  if (limits.output) f(*limits.output);
  f(limits.cache_read_weight);
  f(limits.burst);
}

template <class F>
void for_each_input(const Commitment& commitment, F& f) {
  f(commitment.spend);
  f(commitment.discount);
  f(commitment.shortfall);
  f(commitment.beyond);
}

template <class F>
void for_each_input(const Credits& credits, F& f) {
  if (credits.amount) f(*credits.amount);
  if (credits.monthly) f(*credits.monthly);
}

template <class F>
void for_each_input(const Contract& contract, F& f) {
  std::visit([&](const auto& one) { for_each_input(one, f); }, contract);
}

}  // namespace llmtco
