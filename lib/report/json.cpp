#include "report/json.h"

#include <cassert>
#include <cmath>
#include <nlohmann/json.hpp>

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

/// JSON knows no NaN: a number that is none is our defect, not a null.
double finite(double value) {
  assert(std::isfinite(value));
  return value;
}

/// Mean and percentiles, and for each the half width of the 90 % interval that sampling leaves it in.
Json json(const Summary& summary) {
  Json values, errors;
  const std::pair<const char*, const Estimate*> statistics[] = {{"mean", &summary.mean},
                                                                {"sd", &summary.sd},
                                                                {"p5", &summary.p5},
                                                                {"p50", &summary.p50},
                                                                {"p95", &summary.p95}};
  for (const auto& [name, estimate] : statistics) {
    values[name] = finite(estimate->value);
    errors[name] = finite(estimate->half_width());
  }
  values["error"] = errors;
  return values;
}

Json json(const LatencyResult& latency) {
  return {{"p50", json(latency.p50_s)}, {"p95", json(latency.p95_s)}};
}

template <class T>
Json optional_json(const std::optional<T>& value) {
  return value ? json(*value) : Json(nullptr);
}

void add_share(Json& option, const std::string& name, const std::optional<Estimate>& share) {
  option[name] = share ? Json(finite(share->value)) : Json(nullptr);
  option[name + "_error"] = share ? Json(finite(share->half_width())) : Json(nullptr);
}

void add_unit_costs(Json& option, const std::string& name, const std::optional<UnitCosts>& costs) {
  option[name] = costs ? json(costs->fully_loaded) : Json(nullptr);
  option[name + "_marginal"] = costs ? json(costs->marginal) : Json(nullptr);
  option[name + "_energy_only"] = costs ? json(costs->energy_only) : Json(nullptr);
}

Json json(const LineResult& line) {
  return {{"item", line.item},
          {"kind", line.kind},
          {"behaviour", line.behaviour},
          {"quantity", finite(line.quantity.value)},
          {"quantity_unit", line.quantity_unit},
          {"unit_price_usd", finite(line.unit_price_usd.value)},
          {"monthly_usd", json(line.monthly_usd)},
          {"source", line.source}};
}

Json json(const OptionResult& option) {
  Json all{{"kind", option.kind}, {"description", option.description}, {"basis", option.basis}};
  all["feasible"] = option.feasible;
  all["reason"] = option.reason.empty() ? Json(nullptr) : Json(option.reason);
  add_share(all, "p_feasible", option.p_feasible);
  all["monthly_cost_usd"] = optional_json(option.monthly_cost_usd);
  add_unit_costs(all, "cost_per_request_usd", option.usd_per_request);
  add_unit_costs(all, "usd_per_mtok", option.usd_per_mtok);
  add_unit_costs(all, "usd_per_mtok_output", option.usd_per_mtok_output);
  all["line_items"] = Json::array();
  for (const LineResult& line : option.lines) all["line_items"].push_back(json(line));
  all["ttft_s"] = optional_json(option.ttft);
  all["tpot_s"] = optional_json(option.tpot);
  all["e2e_s"] = optional_json(option.e2e);
  all["speed_source"] = option.speed_source;
  all["speed_detail"] = option.speed_detail;
  all["latency_reason"] = option.latency_reason;
  all["accuracy"] = optional_json(option.accuracy);
  all["accuracy_reason"] = option.accuracy_reason;
  add_share(all, "p_cheapest", option.p_cheapest);
  add_share(all, "p_meets_slo", option.p_meets_slo);
  add_share(all, "p_within_budget", option.p_within_budget);
  all["replicas"] = optional_json(option.replicas);
  all["load"] = optional_json(option.load);
  all["net_value_usd"] = optional_json(option.net_value_usd);
  all["assumptions"] = option.assumptions;
  return all;
}

Json json(const Result& result) {
  Json all{{"schema_version", result.schema_version},
           {"tool_version", result.tool_version},
           {"scenario", result.scenario},
           {"description", result.description},
           {"seed", result.seed},
           {"draws", result.draws},
           {"sampling", result.sampling},
           {"as_of", result.as_of},
           {"horizon_months", result.horizon_months},
           {"budget_usd", result.budget_usd ? Json(finite(*result.budget_usd)) : Json(nullptr)},
           {"requests_per_month", json(result.requests_per_month)},
           {"input_tokens_per_month", json(result.input_tokens_per_month)},
           {"output_tokens_per_month", json(result.output_tokens_per_month)},
           {"options", Json::object()}};
  for (const OptionResult& option : result.options) all["options"][option.name] = json(option);
  all["warnings"] = result.warnings;
  return all;
}

}  // namespace

std::string to_json(const Result& result) { return json(result).dump(2) + "\n"; }

std::string to_json(const ScenarioComparison& comparison) {
  Json all{{"schema_version", comparison.base.schema_version}, {"changes", comparison.changes}};
  all["difference"] = Json::object();
  for (const OptionDifference& option : comparison.options) {
    Json one;
    one["reason"] = option.reason.empty() ? Json(nullptr) : Json(option.reason);
    one["monthly_cost_usd"] = optional_json(option.monthly_cost_usd);
    add_share(one, "monthly_cost_relative", option.relative);
    one["accuracy"] = optional_json(option.accuracy);
    all["difference"][option.name] = one;
  }
  all["base"] = json(comparison.base);
  all["changed"] = json(comparison.changed);
  return all.dump(2) + "\n";
}

}  // namespace llmtco
