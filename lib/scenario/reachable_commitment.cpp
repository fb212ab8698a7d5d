#include "scenario/reachable_commitment.h"

#include <algorithm>

#include <fmt/format.h>

#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Dollars a token of the dearest price of some kinds, where all of them are known.
std::optional<double> dearest(const TokenTariff& tariff, const std::vector<Uncertain<UsdPerToken>>& prices) {
  std::vector<Uncertain<double>> factors{tariff.service_factor};
  if (tariff.region_factor) factors.push_back(*tariff.region_factor);
  double most = 0, factor = 1;
  for (const Uncertain<double>& each : factors) {
    if (!each.is_known()) return std::nullopt;
    factor *= each.constant;
  }
  if (tariff.surcharge || tariff.change_a_year) return std::nullopt;
  for (const Uncertain<UsdPerToken>& price : prices) {
    if (!price.is_known()) return std::nullopt;
    most = std::max(most, price.constant.base_units());
  }
  return factor * most;
}

/// What can be spent in a month under rate limits on input and output, at the dearest prices of text; nothing where
/// that is not known.
std::optional<Usd> most_spent(const TokenTariff& tariff, const RateLimits& limits) {
  if (!limits.input || !limits.output || !limits.input->is_known() || !limits.output->is_known())
    return std::nullopt;
  if (!limits.cache_read_weight.is_known() || limits.cache_read_weight.constant < 1) return std::nullopt;
  if (!tariff.changes.empty() || tariff.storage) return std::nullopt;
  std::vector<Uncertain<UsdPerToken>> read, written;
  for (const TariffWindow& window : tariff.windows) {
    for (const TariffTier& tier : window.tiers) {
      read.push_back(tier.prices.input);
      for (const auto* price :
           {&tier.prices.cache_read, &tier.prices.cache_write, &tier.prices.cache_write_1h})
        if (*price) read.push_back(**price);
      for (const Medium medium : all_media)
        if (tier.prices.media[medium].input || tier.prices.media[medium].output) return std::nullopt;
      written.push_back(tier.prices.output);
    }
  }
  const auto input = dearest(tariff, read), output = dearest(tariff, written);
  if (!input || !output) return std::nullopt;
  const double minutes = month / minute;
  return minutes * (limits.input->constant / token * *input + limits.output->constant / token * *output) *
         usd;
}

}  // namespace

void check_reachable(const Place& place, const Option& option, Inputs& inputs) {
  const Commitment* commitment = nullptr;
  const TokenTariff* tariff = nullptr;
  const RateLimits* limits = nullptr;
  for (const Contract& contract : option.contracts) {
    if (const auto* one = std::get_if<Commitment>(&contract)) commitment = one;
    if (const auto* one = std::get_if<TokenTariff>(&contract)) tariff = one;
    if (const auto* one = std::get_if<RateLimits>(&contract)) limits = one;
    if (std::holds_alternative<Provisioned>(contract) || std::holds_alternative<BatchShare>(contract)) return;
  }
  const auto& classes = inputs.study().demand.workload.classes;
  const bool tools = std::any_of(classes.begin(), classes.end(),
                                 [](const RequestClass& requests) { return !requests.tool_uses.empty(); });
  if (commitment == nullptr || limits == nullptr || tools || !commitment->spend.is_known()) return;
  const std::optional<Usd> most = most_spent(*tariff, *limits);
  const Usd committed = commitment->spend.constant * month;
  if (!most || committed <= *most) return;
  const Node spend = place.at("commitment").at("spend").node();
  inputs.diagnostics().error(
      spend.location(),
      fmt::format(
          "${:.6g} a month are committed, and the rate limits let no more than ${:.6g} through at list "
          "prices{}",
          committed / usd, *most / usd, at_path(spend)));
}

}  // namespace llmtco
