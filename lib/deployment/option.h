#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cost/contract.h"
#include "deployment/serving.h"
#include "performance/source.h"
#include "quality/drawn_accuracy.h"
#include "workload/counting.h"

namespace llmtco {

/// Share of right answers per request class, or why it is unknown.
struct Answers {
  std::map<std::string, DrawnAccuracy> by_class{};  ///< empty: unknown
  std::string note{};                               ///< its source, or the reason
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
  std::vector<Assumed> assumed{};  ///< what the scenario left to defaults
  SpeedSource speed{};             ///< where its times come from
  bool yardstick = false;          ///< shown to compare with; nobody may take it
  /// Why it cannot be had on the scenario's day, or its engine does not start; empty where neither is so.
  std::string unavailable{};
};

/// Where an option of this name stands; nothing where there is none.
std::optional<std::size_t> place_of(std::string_view name, const std::vector<Option>& options);

/// Those names and, of their splits, those of every part, however deep.
std::vector<std::string> with_parts(std::vector<std::string> names, const std::vector<Option>& options);

/// Whether what it charges is another in some month than in the next.
bool prices_move(const Option& option);

}  // namespace llmtco
