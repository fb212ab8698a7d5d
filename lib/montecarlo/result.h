#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cost/bill.h"
#include "deployment/server.h"
#include "measures/figures.h"
#include "montecarlo/answer.h"
#include "montecarlo/assumption.h"
#include "montecarlo/statistics.h"

namespace llmtco {

/// One line of the monthly bill.
struct LineResult {
  std::string item;  ///< as people read it: "chat input tokens"
  ItemId id = ItemId::custom;
  Labels labels{};
  CostType type = CostType::invoiced;
  CostBehaviour behaviour = CostBehaviour::usage;
  Estimate quantity{};  ///< mean, a month
  std::string quantity_unit{};
  Estimate unit_price_usd{};             ///< mean, as paid
  std::optional<double> discount = 0.0;  ///< share of the list price that is not; empty where it is drawn
  Summary monthly_usd{};
  std::string source{};
};

/// Where the times of a fleet come from, and why; of simulated ones how far they are off.
struct ServerResult {
  Server server = Server::steady;
  std::string why;
  double busiest_load = 0;  ///< of the capacity in closed form, at the middle of all inputs
  int points = 0, held_out = 0;
  double error = 0, capacity_error = 0;  ///< deployment/latency_surface.h: SurfaceError
};

struct OptionResult {
  std::string name;
  std::string kind;  ///< api, rented, owned, serverless, split or custom
  std::string description;
  Basis basis = Basis::fully_loaded;  ///< or energy only, where its lines count nothing else
  bool feasible = true;
  std::string reason;  ///< why not
  bool yardstick = false;
  Standing standing = Standing::in_race;
  /// Why it is not in the race, or which limits are not known to hold; empty where there is nothing to say.
  std::string standing_reason;

  Figures<Statistics> figures;    ///< of all requests in the average month, of classes and of months
  std::vector<LineResult> lines;  ///< of what it costs
  std::vector<LineResult> cash;   ///< of what is paid beside invoices and staff: capital

  /// Measured here, published, fitted, assumed, given, mixed or unknown.
  std::string speed_source = "unknown";
  std::string speed_detail;              ///< of what, by whom, when
  std::string latency_reason;            ///< why a latency is unknown, or what it is made of
  std::optional<ServerResult> server{};  ///< of a fleet
  std::string accuracy_reason;           ///< why it is unknown, or where it comes from
  std::string energy_reason;             ///< the same of energy, where it is asked for; else empty
  std::string decided_by{};  ///< of a route, who answers is: class, score, judge, votes ...; else empty

  /// Whether it may be the answer.
  bool in_race() const { return feasible && standing == Standing::in_race; }
  /// A figure, or null where it is unknown or does not apply.
  const Statistics* find(const Measure& measure, const Subject& subject = {}) const {
    return figures.find(measure, subject);
  }
};

/// A limit of a request class, and the figure that says how often it is kept: measures::meets_ttft_p95 of
/// Subject{.request_class = 0}; of a class that is alone, of all requests.
struct Limit {
  const Measure* met;
  int request_class;
  double value;  ///< seconds, or a share
};

/// The answer to one scenario: all that any rendering shows.
struct Result {
  int schema_version = 2;
  std::string tool_version;
  std::string scenario;
  std::string description;
  std::uint64_t seed = 0;
  std::uint64_t draws = 0;
  std::string sampling;          ///< sobol or plain
  std::string as_of;             ///< YYYY-MM-DD
  std::string catalogue_as_of;   ///< that of the study
  std::string currency = "USD";  ///< of all amounts
  std::string rate_as_of{},
      rate_source{};  ///< of its rate, which is a figure of the demand; empty for dollars
  int horizon_months = 0;
  std::optional<double> budget_usd;  ///< a month
  BudgetOf budget_of = BudgetOf::every_month;
  std::vector<std::string> classes;  ///< names of the request classes, as subjects number them
  std::vector<Limit> limits;         ///< of all classes
  Figures<Statistics> demand;
  std::vector<OptionResult> options;
  Answer answer;
  /// Every default that was used, the one that moves the answer most first; without effects those that nothing was
  /// computed for come last.
  std::vector<Assumption> assumptions;
  std::vector<std::string> warnings;

  /// The option of that name; null where there is none.
  const OptionResult* option(std::string_view name) const {
    for (const OptionResult& each : options) {
      if (each.name == name) return &each;
    }
    return nullptr;
  }
};

/// What a change does to one option.
struct OptionDifference {
  std::string name;
  bool is_new = false;          ///< the base has no such option
  std::string reason;           ///< why there is no difference to show
  Figures<Statistics> changes;  ///< changed less base, draw by draw
  Figures<Estimate> relative;   ///< difference of the means over the base's mean
};

/// Two scenarios on the same draws.
struct ScenarioComparison {
  std::vector<std::string> changes;  ///< as given: path=value
  Result base, changed;
  std::vector<OptionDifference> options;
};

}  // namespace llmtco
