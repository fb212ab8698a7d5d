#pragma once
#include <variant>
#include <vector>

#include "deployment/evaluate.h"
#include "workload/each_input.h"

namespace llmtco {

/// Calls f(const Uncertain<Q>&) for every number of a tariff, a speed, an option: whatever evaluate() may ask
/// a block for. The order is that of the structs.
template <class F>
void for_each_input(const Tariff& tariff, F& f) {
  for (const TariffWindow& window : tariff.windows) {
    for (const TariffTier& tier : window.tiers) {
      f(tier.prices.input);
      f(tier.prices.output);
      if (tier.prices.cache_read) f(*tier.prices.cache_read);
      if (tier.prices.cache_write) f(*tier.prices.cache_write);
    }
  }
  f(tariff.service_factor);
  f(tariff.discount);
}

template <class F>
void for_each_input(const StreamSpeed& speed, F& f) {
  f(speed.ttft_p50);
  if (speed.ttft_p95) f(*speed.ttft_p95);
  f(speed.output);
}

template <class F>
void for_each_input(const std::vector<CustomLine>& costs, F& f) {
  for (const CustomLine& cost : costs) std::visit(f, cost.price);
}

template <class F>
void for_each_input(const Fleet& fleet, F& f) {
  for (const Uncertain<double>& factor : fleet.speed) f(factor);
  if (fleet.parts.ratio) {
    f(fleet.parts.ratio->speed_vs_f16);
  } else {
    f(fleet.parts.weights);
  }
  f(fleet.parts.compute);
  f(fleet.parts.kv);
  f(fleet.parts.attention);
  if (fleet.parts.blend) f(*fleet.parts.blend);
  f(fleet.max_load);
  f(fleet.cache_hit_rate);
  if (fleet.throughput) f(*fleet.throughput);
}

template <class F>
void for_each_input(const ApiOption& api, F& f) {
  for_each_input(api.tariff, f);
  f(api.cache_hit_rate);
  if (api.speed) for_each_input(*api.speed, f);
}

template <class F>
void for_each_input(const RentedOption& rented, F& f) {
  for_each_input(rented.fleet, f);
  f(rented.gpu_price);
}

template <class F>
void for_each_input(const OwnedOption& owned, F& f) {
  for_each_input(owned.fleet, f);
  f(owned.purchase);
  f(owned.residual);
  f(owned.cost_of_capital);
  f(owned.maintenance);
  f(owned.power);
  f(owned.idle_power);
  f(owned.pue);
  f(owned.electricity);
  if (owned.colocation) f(*owned.colocation);
}

template <class F>
void for_each_input(const SplitOption& split, F& f) {
  for (const SplitOption::Part& part : split.parts) f(part.share);
}

template <class F>
void for_each_input(const CustomOption& custom, F& f) {
  for_each_input(custom.lines, f);
  if (custom.speed) for_each_input(*custom.speed, f);
}

template <class F>
void for_each_input(const Option& option, F& f) {
  std::visit([&](const auto& is) { for_each_input(is, f); }, option.is);
  for (const auto& [request_class, accuracy] : option.accuracy.by_class) {
    f(accuracy.base);
    if (accuracy.loss) f(*accuracy.loss);
  }
  for_each_input(option.other_costs, f);
}

/// The same for a study: what is asked, then the ways to answer it.
template <class F>
void for_each_input(const Demand& demand, const std::vector<Option>& options, F f) {
  for (const RequestClass& requests : demand.workload.classes) for_each_input(requests, f);
  for (const Option& option : options) for_each_input(option, f);
}

}  // namespace llmtco
