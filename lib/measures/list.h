#pragma once
#include <span>

#include "measures/rows.h"

/// Every figure there is, once: a row of measures/rows.h, and here the name that code calls it by. A figure that
/// an evaluation sets arrives in the recording, the result, JSON and CSV because it stands here.
namespace llmtco::measures {

namespace detail {

constexpr const Measure& row(std::string_view id) {
  for (const Measure& each : rows) {
    if (each.id == id) return each;
  }
  throw "no figure of the list has this id";
}

template <class Q>
constexpr MeasureOf<Q> of(std::string_view id) {
  const Measure& found = row(id);
  if (found.is_ratio()) throw "a ratio is not set but formed of two figures";
  if (!(found.unit.dimension == llmtco::detail::DrawsOf<Q>::dimension)) throw "the list gives another unit";
  return {&found};
}

}  // namespace detail

/// Every figure, in the order of reports.
inline constexpr std::span<const Measure> all(detail::rows);

inline constexpr auto requests = detail::of<Requests>("demand.requests");
inline constexpr auto input_tokens = detail::of<Tokens>("demand.input_tokens");
inline constexpr auto output_tokens = detail::of<Tokens>("demand.output_tokens");
inline constexpr auto rate = detail::of<double>("demand.rate");
inline constexpr auto mtok = detail::of<double>("demand.mtok");
inline constexpr auto mtok_output = detail::of<double>("demand.mtok_output");

inline constexpr auto feasible = detail::of<double>("feasible");

inline constexpr auto to_second_leg = detail::of<double>("route.to_second_leg");
inline constexpr auto needless_calls = detail::of<double>("route.needless");
inline constexpr auto missed_calls = detail::of<double>("route.missed");
inline constexpr auto lost_cache = detail::of<Tokens>("route.lost_cache");
inline constexpr auto lost_cache_cost = detail::of<Usd>("route.lost_cache_cost");

inline constexpr auto too_long = detail::of<double>("tasks.too_long");

inline constexpr auto monthly_cost = detail::of<Usd>("cost.monthly");
inline constexpr auto horizon_cost = detail::of<Usd>("cost.horizon");
inline constexpr auto monthly_cash = detail::of<Usd>("cash.monthly");
inline constexpr auto marginal_cost = detail::of<Usd>("cost.monthly.marginal");
inline constexpr auto energy_cost = detail::of<Usd>("cost.monthly.energy");
inline constexpr auto damage = detail::of<Usd>("cost.damage");
inline constexpr auto cost_with_damage = detail::of<Usd>("cost.with_damage");
inline constexpr const Measure& cost_per_request = detail::row("cost.per_request");
inline constexpr const Measure& cost_per_mtok = detail::row("cost.per_mtok");
inline constexpr const Measure& marginal_cost_per_mtok = detail::row("cost.per_mtok.marginal");
inline constexpr const Measure& energy_cost_per_mtok = detail::row("cost.per_mtok.energy");
inline constexpr const Measure& cost_per_mtok_output = detail::row("cost.per_mtok_output");
inline constexpr const Measure& cost_per_right_answer = detail::row("cost.per_right_answer");
inline constexpr auto book_value = detail::of<Usd>("purchase.book_value");
inline constexpr auto purchases = detail::of<Usd>("cash.purchases");
inline constexpr auto purchase = detail::of<Usd>("purchase.horizon");

inline constexpr auto ttft_p50 = detail::of<Seconds>("latency.ttft.p50");
inline constexpr auto ttft_p95 = detail::of<Seconds>("latency.ttft.p95");
inline constexpr auto ttft_p99 = detail::of<Seconds>("latency.ttft.p99");
inline constexpr auto tpot_p50 = detail::of<Seconds>("latency.tpot.p50");
inline constexpr auto tpot_p95 = detail::of<Seconds>("latency.tpot.p95");
inline constexpr auto tpot_p99 = detail::of<Seconds>("latency.tpot.p99");
inline constexpr auto e2e_p50 = detail::of<Seconds>("latency.e2e.p50");
inline constexpr auto e2e_p95 = detail::of<Seconds>("latency.e2e.p95");
inline constexpr auto e2e_p99 = detail::of<Seconds>("latency.e2e.p99");

inline constexpr auto e2e_per_right = detail::of<Seconds>("latency.e2e.per_right");

inline constexpr auto accuracy = detail::of<double>("accuracy");
inline constexpr auto right_answers = detail::of<Requests>("answers.right");
inline constexpr auto retrieval_found = detail::of<double>("retrieval.found");
inline constexpr auto right_steps = detail::of<double>("steps.right");
inline constexpr auto calls_of_task = detail::of<double>("steps.calls");

inline constexpr auto in_race = detail::of<double>("rank.in_race");
inline constexpr auto cheapest = detail::of<double>("rank.cheapest");
inline constexpr auto best = detail::of<double>("rank.best");
inline constexpr auto meets_slo = detail::of<double>("slo.met");
inline constexpr auto meets_ttft_p95 = detail::of<double>("slo.ttft_p95.met");
inline constexpr auto meets_ttft_p99 = detail::of<double>("slo.ttft_p99.met");
inline constexpr auto meets_tpot_p95 = detail::of<double>("slo.tpot_p95.met");
inline constexpr auto meets_tpot_p99 = detail::of<double>("slo.tpot_p99.met");
inline constexpr auto meets_e2e_p95 = detail::of<double>("slo.e2e_p95.met");
inline constexpr auto meets_e2e_p99 = detail::of<double>("slo.e2e_p99.met");
inline constexpr auto meets_accuracy = detail::of<double>("slo.accuracy.met");
inline constexpr auto within_budget = detail::of<double>("budget.met");

inline constexpr auto replicas = detail::of<double>("fleet.replicas");
inline constexpr auto load = detail::of<double>("fleet.load");
inline constexpr auto sized_by_capacity = detail::of<double>("sized.capacity");
inline constexpr auto sized_by_ttft = detail::of<double>("sized.ttft");
inline constexpr auto sized_by_tpot = detail::of<double>("sized.tpot");
inline constexpr auto sized_by_e2e = detail::of<double>("sized.e2e");
inline constexpr auto bought = detail::of<double>("fleet.bought");

inline constexpr auto damage_p99 = detail::of<Usd>("damage.p99");
inline constexpr auto damage_shortfall = detail::of<Usd>("damage.shortfall");
inline constexpr auto critical_failures = detail::of<Requests>("critical.failures");
inline constexpr auto delivered = detail::of<double>("accuracy.delivered");

inline constexpr auto energy = detail::of<double>("energy.monthly");
inline constexpr auto idle_energy = detail::of<double>("energy.idle");
inline constexpr auto carbon = detail::of<double>("carbon.monthly");
inline constexpr auto embodied_carbon = detail::of<double>("carbon.embodied");
inline constexpr auto water = detail::of<double>("water.monthly");
inline constexpr const Measure& carbon_per_mtok = detail::row("carbon.per_mtok");
inline constexpr const Measure& energy_per_mtok = detail::row("energy.per_mtok");

inline constexpr auto volume = detail::of<Requests>("volume.requests");
inline constexpr auto volume_answer = detail::of<double>("volume.answer");
inline constexpr auto volume_cancels = detail::of<double>("volume.cancels");
inline constexpr auto cold_starts = detail::of<double>("fleet.cold_starts");
inline constexpr auto always_on_from = detail::of<double>("fleet.always_on_from");
inline constexpr auto always_on_saves = detail::of<Usd>("fleet.always_on_saves");
inline constexpr auto units = detail::of<double>("capacity.units");
inline constexpr auto overloaded = detail::of<double>("capacity.overloaded");
inline constexpr auto above_capacity = detail::of<double>("capacity.above");
inline constexpr auto longest_wait = detail::of<Seconds>("capacity.longest_wait");

inline constexpr auto gross_value = detail::of<Usd>("value.gross");
inline constexpr auto net_value = detail::of<Usd>("value.net");

inline constexpr auto present_cost = detail::of<Usd>("finance.present_cost");
inline constexpr auto yearly_cost = detail::of<Usd>("finance.yearly_cost");
inline constexpr auto capex = detail::of<Usd>("finance.capex");
inline constexpr auto opex = detail::of<Usd>("finance.opex");
inline constexpr auto npv = detail::of<Usd>("finance.npv");
inline constexpr auto irr = detail::of<double>("finance.irr");
inline constexpr auto mirr = detail::of<double>("finance.mirr");
inline constexpr auto payback = detail::of<double>("finance.payback");
inline constexpr auto discounted_payback = detail::of<double>("finance.payback.discounted");
inline constexpr auto npv_positive = detail::of<double>("finance.npv.positive");
inline constexpr auto irr_known = detail::of<double>("finance.irr.known");
inline constexpr auto pays_back = detail::of<double>("finance.pays_back");

inline constexpr auto asked_tasks = detail::of<Requests>("business.tasks");
inline constexpr auto revenue = detail::of<Usd>("business.revenue");
inline constexpr auto profit = detail::of<Usd>("business.profit");
inline constexpr auto margin = detail::of<double>("business.margin");
inline constexpr auto runway = detail::of<double>("business.runway");
inline constexpr auto funds_last = detail::of<double>("business.funds_last");
inline constexpr auto customer_margin = detail::of<Usd>("business.customer.margin");
inline constexpr auto customer_payback = detail::of<double>("business.customer.payback");
inline constexpr auto out_of_cash = detail::of<double>("business.out_of_cash");
inline constexpr auto customer_pays = detail::of<double>("business.customer.pays");

/// A time at percentiles over requests; the 99th where a limit asks for it.
struct Times {
  MeasureOf<Seconds> p50, p95, p99;
};
inline constexpr Times ttft{ttft_p50, ttft_p95, ttft_p99}, tpot{tpot_p50, tpot_p95, tpot_p99},
    e2e{e2e_p50, e2e_p95, e2e_p99};

/// The figure of this id, as a user wrote it; null if there is none.
const Measure* find(std::string_view id);

/// Whether its draws are recorded: those of figures that are reported, and of those that ratios are made of.
bool is_recorded(const Measure& measure);

}  // namespace llmtco::measures
