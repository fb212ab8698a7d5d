#pragma once
#include <string>
#include <vector>

#include "text/names.h"
#include "units/units.h"
#include "variables/origin.h"

namespace llmtco {

/// What kind of money a line is: an auditor adds up only like with like.
enum class CostType {
  invoiced,   ///< paid to somebody each month
  amortized,  ///< capital paid earlier, spread over its life
  staff,      ///< people's time
  risk,       ///< expected damage, as of wrong answers; nobody sends a bill
  carbon,     ///< an internal price on emissions
};
inline constexpr Names<CostType, 5> cost_types{{{{CostType::invoiced, "invoiced"},
                                                 {CostType::amortized, "amortized"},
                                                 {CostType::staff, "staff"},
                                                 {CostType::risk, "risk"},
                                                 {CostType::carbon, "carbon"}}}};

/// How a line moves with use; unit costs are summed from it and never compared across bases.
enum class CostBehaviour {
  energy,  ///< electricity: what an energy-only unit cost counts
  usage,   ///< grows with every request, as API tokens do; marginal = energy + usage
  fixed,   ///< there whether used or not; fully loaded = everything
};
inline constexpr Names<CostBehaviour, 3> cost_behaviours{
    {{{CostBehaviour::energy, "energy"}, {CostBehaviour::usage, "usage"}, {CostBehaviour::fixed, "fixed"}}}};

/// What a line is for.
enum class ItemId {
  input_tokens,
  output_tokens,
  cache_reads,
  cache_writes,
  cache_writes_1h,       ///< of what is kept for an hour
  cache_storage,         ///< of what a cache keeps, by the hour
  tool_uses,             ///< of a provider, with a fee of their own
  provisioned_units,     ///< of throughput, at a flat fee
  free_tokens,           ///< that a free tier gives
  commitment_discount,   ///< negative: off what is spent under a commitment, and beyond it
  commitment_shortfall,  ///< committed and not spent
  credits,               ///< negative: what they pay of a month
  audio_input_tokens,
  audio_cache_reads,
  audio_output_tokens,
  image_input_tokens,
  image_cache_reads,
  image_output_tokens,
  gpu_hours,
  machine_hours,  ///< of servers that compute on their CPU
  capital,
  power,
  colocation,
  maintenance,
  wrong_answers,
  custom,  ///< a line of the scenario's author, with a name of its own
};
inline constexpr Names<ItemId, 26> item_ids{{{{ItemId::input_tokens, "input_tokens"},
                                              {ItemId::output_tokens, "output_tokens"},
                                              {ItemId::cache_reads, "cache_reads"},
                                              {ItemId::cache_writes, "cache_writes"},
                                              {ItemId::cache_writes_1h, "cache_writes_1h"},
                                              {ItemId::cache_storage, "cache_storage"},
                                              {ItemId::tool_uses, "tool_uses"},
                                              {ItemId::provisioned_units, "provisioned_units"},
                                              {ItemId::free_tokens, "free_tokens"},
                                              {ItemId::commitment_discount, "commitment_discount"},
                                              {ItemId::commitment_shortfall, "commitment_shortfall"},
                                              {ItemId::credits, "credits"},
                                              {ItemId::audio_input_tokens, "audio_input_tokens"},
                                              {ItemId::audio_cache_reads, "audio_cache_reads"},
                                              {ItemId::audio_output_tokens, "audio_output_tokens"},
                                              {ItemId::image_input_tokens, "image_input_tokens"},
                                              {ItemId::image_cache_reads, "image_cache_reads"},
                                              {ItemId::image_output_tokens, "image_output_tokens"},
                                              {ItemId::gpu_hours, "gpu_hours"},
                                              {ItemId::machine_hours, "machine_hours"},
                                              {ItemId::capital, "capital"},
                                              {ItemId::power, "power"},
                                              {ItemId::colocation, "colocation"},
                                              {ItemId::maintenance, "maintenance"},
                                              {ItemId::wrong_answers, "wrong_answers"},
                                              {ItemId::custom, "custom"}}}};

/// Which of an item's lines one is. What does not apply is empty.
struct Labels {
  std::string part{};           ///< option that gets a share of a split's requests
  std::string request_class{};  ///< whose requests the line counts
  /// Hours of the week, and days of the horizon, with prices of their own: "01:00-04:00 UTC, from 2027-01-01".
  std::string window{};
  Tokens tier{};       ///< billed so are calls whose input reaches this; 0: the first tier, or none
  std::string name{};  ///< of a custom line, of a tool, or of what sets a line of a contract apart: "batch"

  bool operator==(const Labels&) const = default;
};

/// "from 200k input"
std::string tier_text(Tokens from_input);

/// How people read which line it is; the class is left out where the workload has only one.
///
///     "own: GPU hours", "chat input tokens, 01:00-04:00 UTC, from 200k input"
std::string display_text(ItemId item, const Labels& labels, bool several_classes);

/// One line of a monthly bill: quantity x unit price. No total is stored anywhere.
struct LineItem {
  ItemId item = ItemId::custom;
  Labels labels{};
  CostType type = CostType::invoiced;
  CostBehaviour behaviour = CostBehaviour::usage;
  Column quantity{};            ///< a month, in `quantity_unit`
  std::string quantity_unit{};  ///< as "Mtok", "GPU-h", "kWh"
  Column unit_price_usd{};      ///< dollars per `quantity_unit`, as paid
  Column discount = 0.0;        ///< share of the list price that is not
  OriginId price = no_origin;   ///< of the unit price
  std::string source{};         ///< the same in words

  /// Dollars a month.
  Drawn<Usd> amount() const { return Drawn<Usd>(quantity * unit_price_usd); }
};

/// A line of `quantity` a month at `price`; `unit` is the amount of quantity that its quantity_unit names.
///
///     line({.item = ItemId::output_tokens, .quantity_unit = "Mtok"}, tokens, price, mtok)
///
/// 3,330 Mtok x $10/Mtok = $33,300.
template <Dimension Q, Dimension P>
LineItem line(LineItem about, const Quantity<Q, Column>& quantity, const Quantity<P, Column>& price,
              Quantity<Q> unit) {
  static_assert(Q + P == Usd::dimension, "a quantity times its unit price must be money");
  about.quantity = quantity / unit;
  about.unit_price_usd = price * unit / usd;
  return about;
}

/// A line of so many dollars a month, where there is nothing to count.
LineItem lump(LineItem about, const Drawn<Usd>& monthly);

}  // namespace llmtco
