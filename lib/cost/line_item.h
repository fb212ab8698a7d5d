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
  purchase,   ///< capital when it is paid, and what it is sold for: in the cash of a month, never in its cost
};
inline constexpr Names<CostType, 6> cost_types{{{{CostType::invoiced, "invoiced"},
                                                 {CostType::amortized, "amortized"},
                                                 {CostType::staff, "staff"},
                                                 {CostType::risk, "risk"},
                                                 {CostType::carbon, "carbon"},
                                                 {CostType::purchase, "purchase"}}}};

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
  machine_hours,      ///< of servers that compute on their CPU
  reserved_hours,     ///< used of what is reserved
  block_hours,        ///< used of a capacity block
  spot_hours,         ///< that serve
  unused_hours,       ///< paid for, of what is reserved, of a block, or by the least of a start
  lost_hours,         ///< to evictions: work done again, and starts
  start_hours,        ///< before machines serve, and after
  serverless_busy,    ///< seconds in which workers answer
  serverless_idle,    ///< in which they are kept warm
  serverless_starts,  ///< in which they start
  serverless_active,  ///< of workers that are always there
  request_fees,       ///< of a serverless provider
  egress,             ///< of answers that leave a cloud
  weight_storage,
  load_balancing,
  support,
  capital,
  network,  ///< and what else is bought with machines: capital too
  racks,
  spares,
  installation,
  sales_tax,
  disposal,
  power,
  demand_charge,  ///< of the most power drawn
  colocation,
  maintenance,
  insurance,
  purchase,   ///< paid for machines
  resale,     ///< received for them
  staff,      ///< of a role
  migration,  ///< of a change: to an option, and on it
  dual_running,
  evaluation,
  fine_tuning,
  requalification,  ///< when a model is retired
  exit,             ///< what being locked in may cost
  wrong_answers,
  retries,            ///< of answers that were found to be wrong
  escalations,        ///< of them to another option
  people_for_wrong,   ///< who do tasks that were answered wrong
  churn,              ///< customers lost over wrong answers
  critical_failures,  ///< rare ones
  carbon,             ///< an internal price on it
  agent_tools,        ///< calls of tools in a loop, whoever answers
  custom,             ///< a line of the scenario's author, with a name of its own
};
inline constexpr Names<ItemId, 65> item_ids{{{{ItemId::input_tokens, "input_tokens"},
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
                                              {ItemId::reserved_hours, "reserved_hours"},
                                              {ItemId::block_hours, "block_hours"},
                                              {ItemId::spot_hours, "spot_hours"},
                                              {ItemId::unused_hours, "unused_hours"},
                                              {ItemId::lost_hours, "lost_hours"},
                                              {ItemId::start_hours, "start_hours"},
                                              {ItemId::serverless_busy, "serverless_busy"},
                                              {ItemId::serverless_idle, "serverless_idle"},
                                              {ItemId::serverless_starts, "serverless_starts"},
                                              {ItemId::serverless_active, "serverless_active"},
                                              {ItemId::request_fees, "request_fees"},
                                              {ItemId::egress, "egress"},
                                              {ItemId::weight_storage, "weight_storage"},
                                              {ItemId::load_balancing, "load_balancing"},
                                              {ItemId::support, "support"},
                                              {ItemId::capital, "capital"},
                                              {ItemId::network, "network"},
                                              {ItemId::racks, "racks"},
                                              {ItemId::spares, "spares"},
                                              {ItemId::installation, "installation"},
                                              {ItemId::sales_tax, "sales_tax"},
                                              {ItemId::disposal, "disposal"},
                                              {ItemId::power, "power"},
                                              {ItemId::demand_charge, "demand_charge"},
                                              {ItemId::colocation, "colocation"},
                                              {ItemId::maintenance, "maintenance"},
                                              {ItemId::insurance, "insurance"},
                                              {ItemId::purchase, "purchase"},
                                              {ItemId::resale, "resale"},
                                              {ItemId::staff, "staff"},
                                              {ItemId::migration, "migration"},
                                              {ItemId::dual_running, "dual_running"},
                                              {ItemId::evaluation, "evaluation"},
                                              {ItemId::fine_tuning, "fine_tuning"},
                                              {ItemId::requalification, "requalification"},
                                              {ItemId::exit, "exit"},
                                              {ItemId::wrong_answers, "wrong_answers"},
                                              {ItemId::retries, "retries"},
                                              {ItemId::escalations, "escalations"},
                                              {ItemId::people_for_wrong, "people_for_wrong"},
                                              {ItemId::churn, "churn"},
                                              {ItemId::critical_failures, "critical_failures"},
                                              {ItemId::carbon, "carbon"},
                                              {ItemId::agent_tools, "agent_tools"},
                                              {ItemId::custom, "custom"}}}};

/// Which of an item's lines one is. What does not apply is empty.
struct Labels {
  std::string part{};  ///< option that gets a share of the requests; "routed: small" of a part's part
  std::string request_class{};  ///< whose requests the line counts
  /// Hours of the week, and days of the horizon, with prices of their own: "01:00-04:00 UTC, from 2027-01-01".
  std::string window{};
  Tokens tier{};  ///< billed so are calls whose input reaches this; 0: the first tier, or none
  std::string
      name{};  ///< of a custom line, of a tool, or of the contract among several that machines are paid by

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
