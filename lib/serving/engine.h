#pragma once
#include <optional>

#include "performance/load.h"
#include "serving/settings.h"

namespace llmtco::serving {

/// What is asked of an engine in place of what it does when it is started without flags.
struct EngineAsked {
  std::optional<SchedulerKind> scheduler{};  ///< that of the engine, if absent
  std::optional<double> max_batch{};         ///< sequences that run at once; the scheduler's own, if absent
};

/// How the engine of a placement serves: its scheduler with that one's settings, or those of the one asked for; the work of
/// the processor as measured servers of the engine show it (host_times.h); a token budget of at least a token for each of
/// the largest batch; pipelines and ranks; prefixes are kept where the engine does so by default, so that a prompt that has
/// to restart is not computed again from its beginning. Still to be said: the KV blocks (KvRoom of speed_fit.h), and
/// whether tokens are guessed (guessing_of() of placed.h).
///
/// The one place where `simulate`, `predict` and the fleets of scenarios get it from.
EngineSettings engine_of(const llmtco::Replica& replica, const EngineAsked& asked = {});

}  // namespace llmtco::serving
