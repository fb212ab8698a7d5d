#include "report/csv.h"

#include <fmt/format.h>

#include "report/escape.h"

namespace llmtco {
namespace {

const char* const header = "option,metric,basis,unit,mean,p5,p50,p95,mean_error,note\n";

struct Row {
  std::string option, metric, basis, unit, note;
};

std::string row(const Row& what, const Summary& value) {
  return fmt::format("{},{},{},{},{},{},{},{},{},{}\n", for_csv(what.option), for_csv(what.metric),
                     what.basis, what.unit, value.mean.value, value.p5.value, value.p50.value,
                     value.p95.value, value.mean.half_width(), for_csv(what.note));
}

std::string row(const Row& what) {
  return fmt::format("{},{},{},{},,,,,,{}\n", for_csv(what.option), for_csv(what.metric), what.basis,
                     what.unit, for_csv(what.note));
}

std::string row(const Row& what, const Estimate& value) {
  return fmt::format("{},{},{},{},{},,,,{},{}\n", for_csv(what.option), for_csv(what.metric), what.basis,
                     what.unit, value.value, value.half_width(), for_csv(what.note));
}

std::string unit_costs(const std::string& option, const std::string& metric,
                       const std::optional<UnitCosts>& costs) {
  if (!costs) return "";
  return row({option, metric, "fully loaded", "USD", ""}, costs->fully_loaded) +
         row({option, metric, "marginal", "USD", ""}, costs->marginal) +
         row({option, metric, "energy only", "USD", ""}, costs->energy_only);
}

std::string latency(const OptionResult& option, const std::string& metric,
                    const std::optional<LatencyResult>& times) {
  if (!times) return row({option.name, metric, "", "s", "unknown: " + option.latency_reason});
  const std::string note =
      option.speed_source + (option.speed_detail.empty() ? "" : ": " + option.speed_detail);
  return row({option.name, metric + "_p50", "", "s", note}, times->p50_s) +
         row({option.name, metric + "_p95", "", "s", note}, times->p95_s);
}

std::string rows(const OptionResult& option) {
  if (!option.feasible) return row({option.name, "feasible", "", "", "not feasible: " + option.reason});
  std::string text;
  if (option.monthly_cost_usd)
    text += row({option.name, "monthly_cost", option.basis, "USD", ""}, *option.monthly_cost_usd);
  text += unit_costs(option.name, "cost_per_request", option.usd_per_request);
  text += unit_costs(option.name, "usd_per_mtok", option.usd_per_mtok);
  text += unit_costs(option.name, "usd_per_mtok_output", option.usd_per_mtok_output);
  for (const LineResult& line : option.lines) {
    text += row({option.name, "line: " + line.item, line.kind + " " + line.behaviour, "USD", line.source},
                line.monthly_usd);
  }
  text += latency(option, "ttft", option.ttft) + latency(option, "tpot", option.tpot) +
          latency(option, "e2e", option.e2e);
  text += option.accuracy ? row({option.name, "accuracy", "", "", option.accuracy_reason}, *option.accuracy)
                          : row({option.name, "accuracy", "", "", "unknown: " + option.accuracy_reason});
  if (option.p_cheapest) text += row({option.name, "p_cheapest", "", "", ""}, *option.p_cheapest);
  if (option.p_meets_slo) text += row({option.name, "p_meets_slo", "", "", ""}, *option.p_meets_slo);
  if (option.p_within_budget)
    text += row({option.name, "p_within_budget", "", "", ""}, *option.p_within_budget);
  if (option.replicas) text += row({option.name, "replicas", "", "", ""}, *option.replicas);
  if (option.load) text += row({option.name, "load", "", "", ""}, *option.load);
  if (option.net_value_usd) text += row({option.name, "net_value", "", "USD", ""}, *option.net_value_usd);
  return text;
}

}  // namespace

std::string to_csv(const Result& result) {
  std::string text = header;
  for (const OptionResult& option : result.options) text += rows(option);
  return text;
}

std::string to_csv(const ScenarioComparison& comparison) {
  std::string text = header;
  for (const OptionDifference& option : comparison.options) {
    if (!option.monthly_cost_usd) {
      text += row({option.name, "monthly_cost_difference", "", "USD", option.reason});
      continue;
    }
    text +=
        row({option.name, "monthly_cost_difference", "fully loaded", "USD", ""}, *option.monthly_cost_usd);
    if (option.relative) text += row({option.name, "monthly_cost_relative", "", "", ""}, *option.relative);
    if (option.accuracy) text += row({option.name, "accuracy_difference", "", "", ""}, *option.accuracy);
  }
  return text;
}

}  // namespace llmtco
