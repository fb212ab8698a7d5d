#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "deployment/elastic.h"
#include "deployment/feasibility.h"
#include "deployment/fleet.h"
#include "deployment/monthly_bills.h"
#include "deployment/route.h"

namespace llmtco {

/// What no month changes of an option, in one block of draws: worked out once, asked for every month.
struct Prepared {
  const Option* option;
  Column share{1.0};    ///< of all requests
  std::string split{};  ///< that sends them; empty where it stands alone
  /// As its model counts, shared by options that count alike; evaluate() moves it to the period it is asked for.
  /// Null: as written.
  std::shared_ptr<Traffic> own{};
  ContextFit calls_fit{};                   ///< into the model's context
  std::string lacks{};                      ///< why it cannot be had, or serve what is asked for
  std::vector<Column> right{};              ///< shares of right tasks by class; empty: unknown
  std::optional<FleetCapacity> capacity{};  ///< of a fleet that can be had
  std::optional<Holding> holding{};         ///< of machines that are bought, through the horizon
  std::vector<Drawn<Requests>> tasks{};     ///< of every month of the horizon, where a contract asks for them
  std::vector<Column> shares{};             ///< of a split: of its requests, for each part
  std::shared_ptr<RouteMix> mix{};   ///< of a route; evaluate() moves it to its period as it does `own`
  std::vector<Prepared> parts{};     ///< of a split or route
  std::vector<Prepared> unbroken{};  ///< of a route that loses caches: its legs with nothing lost
  /// By class: the option that is asked where an answer was found to be wrong; null where none is.
  std::vector<std::shared_ptr<const Prepared>> escalations{};
  std::optional<PriceAnswer> elastic{};  ///< how the volume answers the price, where it does
  /// Of an option whose contracts count by the month. Null: the average month is billed as it is.
  std::shared_ptr<MonthlyBills> months{};
};

/// The options outlive what is returned. The traffic is that of the whole horizon; where the volume answers the price, the
/// cost per task in its average month does.
std::vector<Prepared> prepare(const std::vector<Option>& options, const Traffic& traffic, const Block& block);
/// Options in a block of draws at another volume: nothing but how many requests come, and when, is different.
struct Volumes {
  const Traffic& traffic;
  const std::vector<Prepared>& prepared;
};
/// The same of some of all options, among which their parts are looked up. `known`: from which what the volume does not
/// change is taken; null where nothing is known.
std::vector<Prepared> prepare(const std::vector<const Option*>& wanted, const std::vector<Option>& all,
                              const Traffic& traffic, const Block& block, const Volumes* known = nullptr);
/// The same of a single one, whose parts are looked up among all.
Prepared prepare(const Option& option, const std::vector<Option>& all, const Traffic& traffic,
                 const Block& block);

/// The same of a volume that is as it is given, whatever a task costs.
Prepared prepare_at(const Option& option, const std::vector<Option>& all, const Traffic& traffic,
                    const Block& block);

}  // namespace llmtco
