#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cost/contract.h"
#include "cost/footprint.h"
#include "deployment/serving.h"
#include "performance/source.h"
#include "quality/drawn_accuracy.h"
#include "workload/counting.h"

namespace llmtco {

/// Share of right answers per request class, or why it is unknown.
struct Answers {
  std::map<std::string, DrawnAccuracy> by_class{};  ///< empty: unknown
  std::string note{};                               ///< its source, or the reason
  /// By class, of those with critical failures: a uniform number that says how lucky their months are.
  std::map<std::string, Uncertain<double>> luck{};
  /// Of their rate, by the weight format; as often as in published weights, if absent.
  std::optional<Uncertain<double>> critical_factor{};
};

/// What the scenario left to a default, and what hangs on it.
struct Assumed {
  /// Says in words what is assumed, and what may be instead; it may be the origin of numbers itself.
  OriginId words = no_origin;
  std::vector<OriginId> numbers{};  ///< of others that hang on it: a price of the catalogue
};

/// One way to serve the workload: who answers, how it is paid for, how right it is.
struct Option {
  std::string name;
  std::string description{};
  std::string kind{};  ///< as the scenario says it: api, rented, owned, serverless, split or custom
  Serving serving;
  std::vector<Contract> contracts{};  ///< in merit order
  Answers answers{};                  ///< of a split, those of its parts
  /// How its model counts each class of the workload; empty: as the scenario writes them.
  std::vector<ClassCounting> counting{};
  std::string counted{};  ///< what of it moves its bill most, in words: "at the usual 7.3x of its answers"
  std::vector<Assumed> assumed{};       ///< what the scenario left to defaults
  SpeedSource speed{};                  ///< where its times come from
  std::optional<EnergyTerms> energy{};  ///< where the scenario asks for energy, and it is known
  std::string energy_note{};            ///< where that is from, or why it is unknown
  bool yardstick = false;               ///< shown to compare with; nobody may take it
  /// Why it cannot be had on the scenario's day, or its engine does not start; empty where neither is so.
  std::string unavailable{};
};

/// Where an option of this name stands; nothing where there is none.
std::optional<std::size_t> place_of(std::string_view name, const std::vector<Option>& options);

/// The options that this one sends requests to: parts of a split, legs of a route; none where it answers itself.
std::vector<std::string> sends_to(const Option& option);

/// Those names and those of all options that their numbers hang on: of splits and routes every part, however deep, and the options
/// that the workload sends wrong answers to and compares costs with.
std::vector<std::string> with_needed(std::vector<std::string> names, const std::vector<Option>& options,
                                     const Workload& workload);

/// Whether what it costs may be another in some month than in the next, were there as many tasks: its prices move, or whom it
/// sends them to.
bool prices_move(const Option& option);
/// Whether what is paid may.
bool cash_moves(const Option& option);

}  // namespace llmtco
