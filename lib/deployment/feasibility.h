#pragma once
#include <optional>
#include <string>
#include <vector>

#include "deployment/context.h"

namespace llmtco {

/// Takes the draws in which `holds` is 0 out of those that can be served; the first condition that fails
/// gives the reason.
void require(Evaluation& evaluation, const Column& holds, std::string reason);

/// What a model or a replica can hold: input and answer of one call together.
struct CallLimit {
  std::string model;
  Drawn<Tokens> tokens;
  /// Whose memory for keys and values ends there; null where the model's context does.
  const Placement* memory = nullptr;
};

/// Of the tasks of a class, so many may have calls that are longer than the model's context, or than a replica has memory for: an option that holds most
/// tasks can serve them, with the rest shortened by whoever asks.
inline constexpr double long_tasks_allowed = 0.5;

/// Whether the longest calls of tasks are within a model's context and a replica's memory.
struct ContextFit {
  Column holds{1.0};                 ///< in most tasks of every class
  std::string reason{};              ///< where they are not
  std::optional<Column> too_long{};  ///< share of all tasks that are longer; unset where tasks are alike
};

/// Most tasks are all of them where tasks are alike; a class without requests counts as well. What becomes of tasks that
/// are too long is left out: they are counted, and paid for, as if they fitted.
ContextFit fit_of(const std::vector<CallLimit>& limits, const Context& context);
/// Takes out the draws in which it does not hold, and sets the share of tasks that are too long.
void require(Evaluation& evaluation, const ContextFit& fit);

}  // namespace llmtco
