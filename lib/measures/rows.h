#pragma once
#include "measures/row_makers.h"

/// The rows of the list of figures (measures/list.h).
namespace llmtco::measures::detail {

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
    cost("cash.monthly", "monthly_cash_usd", Basis::none,
         "what is paid in the average month: invoices, staff, and capital when it is bought"),
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
    cost("purchase.book_value", "", Basis::none,
         "what stands in the books of machines at the end of the horizon"),
    cost("cash.purchases", "", Basis::none, "what is paid for capital in the average month"),

    time("latency.ttft.p50", "ttft_s.p50", "time to the first token, median over requests"),
    time("latency.ttft.p95", "ttft_s.p95", "time to the first token, 95th percentile over requests"),
    time("latency.ttft.p99", "ttft_s.p99", "time to the first token, 99th percentile over requests"),
    time("latency.tpot.p50", "tpot_s.p50", "time per output token, median over requests"),
    time("latency.tpot.p95", "tpot_s.p95", "time per output token, 95th percentile over requests"),
    time("latency.tpot.p99", "tpot_s.p99", "time per output token, 99th percentile over requests"),
    time("latency.e2e.p50", "e2e_s.p50", "time of a whole task, median over tasks"),
    time("latency.e2e.p95", "e2e_s.p95", "time of a whole task, 95th percentile over tasks"),
    time("latency.e2e.p99", "e2e_s.p99", "time of a whole task, 99th percentile over tasks"),
    if_known(
        time("latency.e2e.per_right", "e2e_per_right_s",
             "mean time of a whole task over the share of tasks that are right, where they may end early")),

    {"accuracy", "accuracy", Topic::accuracy, plain, higher, "share of right answers"},
    {"answers.right", "", Topic::accuracy, requests, higher, "right answers of the average month"},
    if_known({"retrieval.found", "retrieval_found", Topic::accuracy, plain, higher,
              "share of the tasks whose retrieved passages hold what the answer needs"}),
    if_known({"steps.right", "steps.right", Topic::accuracy, plain, higher,
              "share of right steps, calls of a task, where the accuracy is made of it"}),
    if_known({"steps.calls", "steps.calls_per_task", Topic::accuracy, plain, lower,
              "calls made of a task, those made once more counted, where tasks may end early"}),
    if_known({"route.to_second_leg", "routing.to_second_leg", Topic::accuracy, plain, neither,
              "share of the requests that a route sends to its second leg: the strong model, or whoever is "
              "asked next"}),
    if_known({"route.needless", "routing.needless", Topic::accuracy, plain, lower,
              "share of the requests that go to the second leg though the first is right, or the second is "
              "not: money"}),
    if_known({"route.missed", "routing.missed", Topic::accuracy, plain, lower,
              "share of the requests left to the first leg, which is wrong, while the second alone is right: "
              "accuracy"}),
    if_known(
        {"route.lost_cache", "routing.lost_cache_tokens_per_month", Topic::accuracy, tokens, lower,
         "input of the average month that a leg reads anew, since calls in between went to another model"}),
    if_known({"route.lost_cache_cost", "routing.lost_cache_cost_usd_per_month", Topic::accuracy, dollars,
              lower, "what is to be paid in the average month more than if nothing were read anew"}),

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
    sized("sized.capacity", "p_sized_by.max_load",
          "share of draws in which the planned share of its capacity sizes the fleet, and no limit on times"),
    sized("sized.ttft", "p_sized_by.ttft",
          "share of draws in which a limit on the time to the first token sizes the fleet"),
    sized("sized.tpot", "p_sized_by.tpot",
          "share of draws in which a limit on the time per output token sizes the fleet"),
    sized("sized.e2e", "p_sized_by.e2e",
          "share of draws in which a limit on the time of a whole task sizes the fleet"),
    if_known({"fleet.cold_starts", "cold_start_share", Topic::fleet, plain, lower,
              "share of the calls that wait for a serverless worker to start"}),
    if_known({"fleet.always_on_from", "always_on_from_calls_per_hour", Topic::fleet, plain, neither,
              "calls an hour from which a serverless worker that is always there costs less than one that "
              "comes and goes"}),
    if_known({"fleet.always_on_saves", "always_on_saves_usd", Topic::fleet, dollars, neither,
              "what one more serverless worker that is always there would save in the average month"}),

    capacity("capacity.units", "capacity.units", plain, "units of provisioned throughput"),
    capacity("capacity.overloaded", "capacity.overloaded_time_share", plain,
             "share of the hours in which more is asked than provisioned units or rate limits take"),
    capacity("capacity.above", "capacity.above_share", plain,
             "share of the tokens that come while provisioned units or rate limits have no room for them"),
    capacity(
        "capacity.longest_wait", "capacity.longest_wait_s", seconds,
        "longest wait of what is above provisioned units or rate limits, where it waits; an upper bound"),

    tail("damage.p99", "monthly_damage_p99_usd", Reduction::p99,
         "damage of a month that one month in a hundred is above"),
    tail("damage.shortfall", "monthly_damage_shortfall_usd", Reduction::worst,
         "expected shortfall: mean damage of the worst month in a hundred"),
    if_known({"critical.failures", "critical_failures_per_month", Topic::risk, requests, lower,
              "critical failures of the average month"}),
    if_known({"accuracy.delivered", "accuracy_delivered", Topic::risk, plain, higher,
              "share of tasks that are right in the end, when retries, other models and people have dealt "
              "with the "
              "wrong answers that are found"}),

    if_known({"energy.monthly", "monthly_energy_kwh", Topic::energy, kilowatt_hours, lower,
              "electricity of the average month, with idle machines and what the building adds"}),
    if_known({"energy.idle", "monthly_idle_energy_kwh", Topic::energy, kilowatt_hours, lower,
              "part of it that machines draw without load"}),
    of_mtok("energy.per_mtok", "energy_kwh_per_mtok", {"kWh/Mtok"}, "energy.monthly",
            "electricity of a million input and output tokens"),
    if_known(
        {"carbon.monthly", "monthly_carbon_kg", Topic::energy, kilograms, lower,
         "CO2 equivalent of the average month: of electricity and, where known, embodied in the machines"}),
    if_known({"carbon.embodied", "monthly_embodied_carbon_kg", Topic::energy, kilograms, lower,
              "part of it embodied in the machines, spread over their life"}),
    of_mtok("carbon.per_mtok", "carbon_kg_per_mtok", {"kg/Mtok"}, "carbon.monthly",
            "CO2 equivalent of a million input and output tokens"),
    if_known({"water.monthly",
              "monthly_water_litres",
              Topic::energy,
              {"l"},
              lower,
              "water that the building takes in the average month"}),

    if_known({"volume.requests", "served_requests_per_month", Topic::elasticity, requests, neither,
              "tasks of the average month that come at this cost per task"}),
    if_known({"volume.answer", "volume_over_demand", Topic::elasticity, plain, neither,
              "those tasks over what would come at the cost per task of the reference"}),
    if_known({"volume.cancels", "volume_that_cancels_saving", Topic::elasticity, plain, neither,
              "the multiple of the volume at which the bill is what the reference's is, at this cost per "
              "task: more, and "
              "the saving is gone"}),

    {"value.gross", "", Topic::value, dollars, higher, "value of right answers, a month"},
    {"value.net", "net_value_usd", Topic::value, dollars, higher,
     "value of right answers less what is to be paid and the expected damage, a month"},

    if_known({"finance.present_cost", "finance.present_cost_usd", Topic::finance, dollars, lower,
              "worth today of all that is paid in the horizon, less what machines are worth at its end"}),
    if_known({"finance.yearly_cost", "finance.yearly_cost_usd", Topic::finance, dollars, lower,
              "equal payments a year that are worth as much: for options of unlike lives"}),
    if_known({"finance.capex", "finance.capex_usd", Topic::finance, dollars, lower,
              "paid for capital in the horizon"}),
    if_known({"finance.opex", "finance.opex_usd", Topic::finance, dollars, lower,
              "all else that is paid in the horizon, less what machines are sold for"}),
    if_known({"finance.npv", "finance.npv_usd", Topic::finance, dollars, higher,
              "net present value of taking it in place of the reference"}),
    if_known(
        {"finance.irr", "finance.irr", Topic::finance, plain, higher,
         "internal rate of return of what it costs more than the reference at first; unknown where there is "
         "none, or more than one"}),
    if_known(
        {"finance.mirr", "finance.mirr", Topic::finance, plain, higher, "modified internal rate of return"}),
    if_known({"finance.payback", "finance.payback_months", Topic::finance, plain, lower,
              "months until it has paid back what it costs more than the reference at first"}),
    if_known({"finance.payback.discounted", "finance.discounted_payback_months", Topic::finance, plain, lower,
              "the same, discounted"}),
    if_known(as_share({"finance.npv.positive", "finance.p_npv_positive", Topic::finance, plain, higher,
                       "share of draws in which its net present value is above 0"})),
    if_known(as_share({"finance.irr.known", "finance.p_irr_known", Topic::finance, plain, neither,
                       "share of draws in which there is one internal rate of return"})),
    if_known(as_share({"finance.pays_back", "finance.p_pays_back", Topic::finance, plain, higher,
                       "share of draws in which it is paid back within the horizon"})),

    if_known({"business.tasks", "", Topic::business, requests, neither, "tasks of the average month"}),
    if_known({"business.revenue", "business.revenue_usd", Topic::business, dollars, higher,
              "takings of the average month"}),
    if_known({"business.profit", "business.gross_profit_usd", Topic::business, dollars, higher,
              "takings less what is to be paid for inference, a month"}),
    if_known({"business.margin", "business.gross_margin", Topic::business, plain, higher,
              "what is left of the takings, of the average month"}),
    if_known({"business.runway", "business.runway_months", Topic::business, plain, higher,
              "months of the horizon at whose end the money has lasted"}),
    if_known({"business.funds_last", "business.funds_last_months", Topic::business, plain, higher,
              "months of the horizon before all that was paid is more than the funds"}),
    if_known({"business.customer.margin", "business.customer_margin_usd", Topic::business, dollars, higher,
              "what a customer leaves in a month"}),
    if_known({"business.customer.payback", "business.customer_payback_months", Topic::business, plain, lower,
              "months until a customer has paid for being won"}),
    if_known(
        as_share({"business.out_of_cash", "business.p_out_of_cash", Topic::business, plain, lower,
                  "share of draws in which the money is out by the end of the horizon, or of the month"})),
    if_known(as_share({"business.customer.pays", "business.p_customer_pays", Topic::business, plain, higher,
                       "share of draws in which a customer ever pays for being won"})),
};

}  // namespace llmtco::measures::detail
