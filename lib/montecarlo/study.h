#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "deployment/evaluate.h"
#include "montecarlo/business.h"
#include "montecarlo/currency.h"
#include "montecarlo/finance.h"
#include "montecarlo/objective.h"
#include "text/source.h"
#include "variables/variables.h"

namespace llmtco {

/// Everything a simulation needs of one scenario, as plain values.
struct Study {
  std::string name, description;
  std::string as_of;              ///< YYYY-MM-DD
  std::string catalogue_as_of{};  ///< day up to which the price book was read; empty where none was used
  Currency currency{};
  std::optional<UsdPerSecond> budget;  ///< in the currency of the report
  BudgetOf budget_of = BudgetOf::every_month;
  Objective objective = Objective::cost;
  std::optional<Finance> finance{};
  std::optional<Business> business{};
  Demand demand;
  std::vector<Option> options;
  Variables variables;
  std::vector<std::string> warnings;  ///< found while reading
  /// The same study with the tokens as models usually count and think, where it compares unlike models at equal
  /// token counts of which nobody says what they count; else null.
  std::shared_ptr<const Study> as_usual{};

  /// A formula whose draws must stay within a range, and how to call it.
  struct Bound {
    NodeId node;
    double low, high;
    std::string what;  ///< "formula 'hit_rate * 2' at options.gpt-4o.cache.hit_rate"
    Location location;
    std::shared_ptr<const Source> source;  ///< whose line messages show; may be null
  };
  std::vector<Bound> bounds;
};

}  // namespace llmtco
