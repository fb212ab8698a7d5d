#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "deployment/feasibility.h"
#include "deployment/fleet.h"
#include "deployment/monthly_bills.h"

namespace llmtco {

/// What no month changes of an option, in one block of draws: worked out once, asked for every month.
struct Prepared {
  const Option* option;
  Column share{1.0};  ///< of all requests
  /// As its model counts, shared by options that count alike; evaluate() moves it to the period it is asked for.
  /// Null: as written.
  std::shared_ptr<Traffic> own{};
  ContextFit calls_fit{};                   ///< into the model's context
  std::string lacks{};                      ///< why it cannot be had, or serve what is asked for
  std::optional<FleetCapacity> capacity{};  ///< of a fleet that can be had
  /// Of an option whose contracts count by the month. Null: the average month is billed as it is.
  std::shared_ptr<MonthlyBills> months{};
  std::vector<Column> shares{};   ///< of a split: of its requests, for each part
  std::vector<Prepared> parts{};  ///< of a split
};

/// The options outlive what is returned. Tokens and first rates of the traffic count, whatever its period.
std::vector<Prepared> prepare(const std::vector<Option>& options, const Traffic& traffic, const Block& block);
/// The same of a single one, whose parts are looked up among all.
Prepared prepare(const Option& option, const std::vector<Option>& all, const Traffic& traffic,
                 const Block& block);

}  // namespace llmtco
