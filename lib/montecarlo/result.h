#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stats/summary.h"

namespace llmtco {

/// One line of the monthly bill.
struct LineResult {
  std::string item;
  std::string kind;       ///< invoiced, amortized, staff, risk or carbon
  std::string behaviour;  ///< energy, usage or fixed
  Estimate quantity;      ///< mean, a month
  std::string quantity_unit;
  Estimate unit_price_usd;  ///< mean
  Summary monthly_usd;
  std::string source;
};

/// A time at its median and 95th percentile over requests; each is uncertain in turn.
struct LatencyResult {
  Summary p50_s, p95_s;
};

/// Unit costs by what they count. They are never compared with each other.
struct UnitCosts {
  Summary fully_loaded;
  Summary marginal;     ///< energy and usage lines
  Summary energy_only;  ///< energy lines
};

struct OptionResult {
  std::string name;
  std::string kind;  ///< api, rented, owned, split or custom
  std::string description;
  std::string basis;  ///< fully loaded, or energy only where its lines count nothing else
  bool feasible = true;
  std::string reason;  ///< why not
  Estimate p_feasible{1, 1, 1};

  std::optional<Summary> monthly_cost_usd;
  std::optional<UnitCosts> usd_per_request;
  std::optional<UnitCosts> usd_per_mtok;         ///< over input and output tokens
  std::optional<UnitCosts> usd_per_mtok_output;  ///< over output tokens
  std::vector<LineResult> lines;

  std::optional<LatencyResult> ttft, tpot, e2e;
  /// Measured here, published, fitted, assumed, given, mixed or unknown.
  std::string speed_source = "unknown";
  std::string speed_detail;    ///< of what, by whom, when
  std::string latency_reason;  ///< why a latency is unknown, or what it is made of
  std::optional<Summary> accuracy;
  std::string accuracy_reason;  ///< why it is unknown, or where it comes from

  std::optional<Estimate> p_cheapest, p_meets_slo, p_within_budget;
  std::optional<Summary> replicas, load;  ///< of options with a fleet
  std::optional<Summary> net_value_usd;   ///< value of right answers less the cost, a month
  /// What the scenario left to defaults, and of what the speeds are made.
  std::vector<std::string> assumptions;
};

/// The answer to one scenario: all that any rendering shows.
struct Result {
  int schema_version = 1;
  std::string tool_version;
  std::string scenario;
  std::string description;
  std::uint64_t seed = 0;
  std::uint64_t draws = 0;
  std::string sampling;  ///< sobol or plain
  std::string as_of;     ///< YYYY-MM-DD
  int horizon_months = 0;
  std::optional<double> budget_usd;  ///< a month
  Summary requests_per_month, input_tokens_per_month, output_tokens_per_month;
  std::vector<OptionResult> options;
  std::vector<std::string> warnings;
};

/// What a change does to one option.
struct OptionDifference {
  std::string name;
  std::string reason;                       ///< why there is no difference to show
  std::optional<Summary> monthly_cost_usd;  ///< changed less base, draw by draw
  std::optional<Estimate> relative;         ///< difference of the means over the base's mean
  std::optional<Summary> accuracy;
};

/// Two scenarios on the same draws.
struct ScenarioComparison {
  std::vector<std::string> changes;  ///< as given: path=value
  Result base, changed;
  std::vector<OptionDifference> options;
};

}  // namespace llmtco
