#pragma once
#include <span>

#include "measures/measure.h"

/// Every figure there is, once: a row of the list, and below it the name that code calls it by. A figure that
/// an evaluation sets arrives in the recording, the result, JSON and CSV because it stands here.
namespace llmtco::measures {

namespace detail {

inline constexpr FigureUnit plain{""}, dollars{"USD", Usd::dimension}, seconds{"s", Seconds::dimension},
    requests{"requests", Requests::dimension}, tokens{"tokens", Tokens::dimension}, mtok{"Mtok"};

constexpr Measure cost(std::string_view id, std::string_view key, Basis basis, std::string_view says) {
  return {id, key, Topic::cost, dollars, Better::lower, says, Reduction::summary, basis};
}

/// A unit cost: dollars of a basis over what they are paid for.
constexpr Measure unit_cost(std::string_view id, std::string_view key, Basis basis, std::string_view under,
                            std::string_view says) {
  Measure row = cost(id, key, basis, says);
  row.over = basis == Basis::marginal      ? "cost.monthly.marginal"
             : basis == Basis::energy_only ? "cost.monthly.energy"
                                           : "cost.monthly";
  row.under = under;
  return row;
}

constexpr Measure time(std::string_view id, std::string_view key, std::string_view says) {
  return {id, key, Topic::latency, seconds, Better::lower, says};
}

constexpr Measure share(std::string_view id, std::string_view key, Topic topic, std::string_view says) {
  return {id, key, topic, plain, Better::higher, says, Reduction::share};
}

/// Of capacities bought or allowed by the token; JSON leaves it out of options that have none.
constexpr Measure capacity(std::string_view id, std::string_view key, FigureUnit unit,
                           std::string_view says) {
  Measure row{id, key, Topic::fleet, unit, Better::lower, says};
  row.only_where_known = true;
  return row;
}

/// Share of draws in which one kind of limit holds, of a class or of all.
constexpr Measure limit(std::string_view id, std::string_view key, std::string_view says) {
  return share(id, key, Topic::ranking, says);
}

using enum Better;

/// In the order of JSON and CSV. Rows of one object in JSON, as `ttft_s`, stand together.
inline constexpr Measure rows[] = {
    {"demand.requests", "requests_per_month", Topic::demand, requests, neither, "tasks of the average month"},
    {"demand.input_tokens", "input_tokens_per_month", Topic::demand, tokens, neither,
     "input tokens of the average month"},
    {"demand.output_tokens", "output_tokens_per_month", Topic::demand, tokens, neither,
     "output tokens of the average month"},
    {"demand.rate", "rate", Topic::demand, plain, neither,
     "dollars of one unit of the currency that is reported in"},
    {"demand.mtok", "", Topic::demand, mtok, neither, "millions of tokens in and out of the average month"},
    {"demand.mtok_output", "", Topic::demand, mtok, neither,
     "millions of output tokens of the average month"},

    share("feasible", "p_feasible", Topic::feasibility, "share of draws in which it can serve the workload"),
    {"tasks.too_long", "too_long_share", Topic::feasibility, plain, lower,
     "share of the tasks with a call longer than the model's context or a replica's memory, where tasks "
     "differ in "
     "length"},

    cost("cost.monthly", "monthly_cost_usd", Basis::fully_loaded,
         "what is to be paid in the average month: invoiced, amortized, staff"),
    cost("cost.horizon", "horizon_cost_usd", Basis::fully_loaded,
         "what is to be paid in all months of the horizon"),
    cost("cost.monthly.marginal", "", Basis::marginal, "its lines that grow with use: energy and usage"),
    cost("cost.monthly.energy", "", Basis::energy_only, "its energy lines"),
    cost("cost.damage", "monthly_damage_usd", Basis::none,
         "expected damage of the average month, as of wrong answers, which nobody invoices"),
    cost("cost.with_damage", "monthly_cost_with_damage_usd", Basis::none,
         "what is to be paid in the average month and the expected damage"),
    unit_cost("cost.per_request", "cost_per_request_usd", Basis::fully_loaded, "demand.requests",
              "cost of a task, every line counted"),
    unit_cost("cost.per_request.marginal", "cost_per_request_usd_marginal", Basis::marginal,
              "demand.requests", "cost of a task, energy and usage lines counted"),
    unit_cost("cost.per_request.energy", "cost_per_request_usd_energy_only", Basis::energy_only,
              "demand.requests", "cost of a task, energy lines counted"),
    unit_cost("cost.per_mtok", "usd_per_mtok", Basis::fully_loaded, "demand.mtok",
              "cost of a million input and output tokens, every line counted"),
    unit_cost("cost.per_mtok.marginal", "usd_per_mtok_marginal", Basis::marginal, "demand.mtok",
              "cost of a million input and output tokens, energy and usage lines counted"),
    unit_cost("cost.per_mtok.energy", "usd_per_mtok_energy_only", Basis::energy_only, "demand.mtok",
              "cost of a million input and output tokens, energy lines counted"),
    unit_cost("cost.per_mtok_output", "usd_per_mtok_output", Basis::fully_loaded, "demand.mtok_output",
              "cost of a million output tokens, every line counted"),
    unit_cost("cost.per_mtok_output.marginal", "usd_per_mtok_output_marginal", Basis::marginal,
              "demand.mtok_output", "cost of a million output tokens, energy and usage lines counted"),
    unit_cost("cost.per_mtok_output.energy", "usd_per_mtok_output_energy_only", Basis::energy_only,
              "demand.mtok_output", "cost of a million output tokens, energy lines counted"),
    unit_cost("cost.per_right_answer", "cost_per_right_answer_usd", Basis::fully_loaded, "answers.right",
              "what is to be paid over the right answers"),
    cost("purchase.horizon", "purchase_usd", Basis::none,
         "price of the accelerators that must be bought by the end of the horizon"),

    time("latency.ttft.p50", "ttft_s.p50", "time to the first token, median over requests"),
    time("latency.ttft.p95", "ttft_s.p95", "time to the first token, 95th percentile over requests"),
    time("latency.ttft.p99", "ttft_s.p99", "time to the first token, 99th percentile over requests"),
    time("latency.tpot.p50", "tpot_s.p50", "time per output token, median over requests"),
    time("latency.tpot.p95", "tpot_s.p95", "time per output token, 95th percentile over requests"),
    time("latency.tpot.p99", "tpot_s.p99", "time per output token, 99th percentile over requests"),
    time("latency.e2e.p50", "e2e_s.p50", "time of a whole task, median over tasks"),
    time("latency.e2e.p95", "e2e_s.p95", "time of a whole task, 95th percentile over tasks"),
    time("latency.e2e.p99", "e2e_s.p99", "time of a whole task, 99th percentile over tasks"),

    {"accuracy", "accuracy", Topic::accuracy, plain, higher, "share of right answers"},
    {"answers.right", "", Topic::accuracy, requests, higher, "right answers of the average month"},

    share("rank.in_race", "p_in_race", Topic::ranking,
          "share of draws in which it may win: it can serve and keeps every limit that is known"),
    share("rank.cheapest", "p_cheapest", Topic::ranking,
          "share of draws in which it is in the race and nothing in it is less to pay"),
    share("rank.best", "p_best", Topic::ranking,
          "share of draws in which it is in the race and nothing in it is better by the objective"),
    share("slo.met", "p_meets_slo", Topic::ranking,
          "share of draws in which it can serve and every limit of the workload holds"),
    limit("slo.ttft_p95.met", "p_meets.ttft_p95",
          "share of draws in which it can serve and the 95th percentile of the time to the first token keeps "
          "its limits"),
    limit("slo.ttft_p99.met", "p_meets.ttft_p99",
          "share of draws in which it can serve and the 99th percentile of the time to the first token keeps "
          "its limits"),
    limit("slo.tpot_p95.met", "p_meets.tpot_p95",
          "share of draws in which it can serve and the 95th percentile of the time per output token keeps "
          "its limits"),
    limit("slo.tpot_p99.met", "p_meets.tpot_p99",
          "share of draws in which it can serve and the 99th percentile of the time per output token keeps "
          "its limits"),
    limit("slo.e2e_p95.met", "p_meets.e2e_p95",
          "share of draws in which it can serve and the 95th percentile of the time of a whole task keeps "
          "its limits"),
    limit("slo.e2e_p99.met", "p_meets.e2e_p99",
          "share of draws in which it can serve and the 99th percentile of the time of a whole task keeps "
          "its limits"),
    limit("slo.accuracy.met", "p_meets.accuracy",
          "share of draws in which it can serve and the share of right answers keeps its floors"),
    share(
        "budget.met", "p_within_budget", Topic::ranking,
        "share of draws in which it can serve and what is to be paid is within the budget, in every month or "
        "on average as the scenario says"),

    {"fleet.replicas", "replicas", Topic::fleet, plain, lower, "replicas that run, mean of the months"},
    {"fleet.bought", "bought", Topic::fleet, plain, lower,
     "accelerators that must be bought by the end of the horizon"},
    {"fleet.load", "load", Topic::fleet, plain, neither, "mean utilization of paid capacity"},
    capacity("capacity.units", "capacity.units", plain, "units of provisioned throughput"),
    capacity("capacity.overloaded", "capacity.overloaded_time_share", plain,
             "share of the hours in which more is asked than provisioned units or rate limits take"),
    capacity("capacity.above", "capacity.above_share", plain,
             "share of the tokens that come while provisioned units or rate limits have no room for them"),
    capacity(
        "capacity.longest_wait", "capacity.longest_wait_s", seconds,
        "longest wait of what is above provisioned units or rate limits, where it waits; an upper bound"),

    {"value.gross", "", Topic::value, dollars, higher, "value of right answers, a month"},
    {"value.net", "net_value_usd", Topic::value, dollars, higher,
     "value of right answers less what is to be paid and the expected damage, a month"},
};

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

inline constexpr auto too_long = detail::of<double>("tasks.too_long");

inline constexpr auto monthly_cost = detail::of<Usd>("cost.monthly");
inline constexpr auto horizon_cost = detail::of<Usd>("cost.horizon");
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

inline constexpr auto accuracy = detail::of<double>("accuracy");
inline constexpr auto right_answers = detail::of<Requests>("answers.right");

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
inline constexpr auto bought = detail::of<double>("fleet.bought");

inline constexpr auto units = detail::of<double>("capacity.units");
inline constexpr auto overloaded = detail::of<double>("capacity.overloaded");
inline constexpr auto above_capacity = detail::of<double>("capacity.above");
inline constexpr auto longest_wait = detail::of<Seconds>("capacity.longest_wait");

inline constexpr auto gross_value = detail::of<Usd>("value.gross");
inline constexpr auto net_value = detail::of<Usd>("value.net");

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
