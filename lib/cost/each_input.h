#pragma once
#include <variant>

#include "cost/contract.h"

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
}

template <class F>
void for_each_input(const Owned& owned, F& f) {
  f(owned.purchase);
  f(owned.residual);
  f(owned.cost_of_capital);
  f(owned.maintenance);
  f(owned.pue);
  f(owned.electricity);
  if (owned.colocation) f(*owned.colocation);
}

template <class F>
void for_each_input(const CustomLines& own, F& f) {
  for (const CustomLine& line : own.lines) std::visit(f, line.price);
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
