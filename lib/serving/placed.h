#pragma once
#include <optional>

#include "performance/placement.h"
#include "serving/settings.h"

namespace llmtco::serving {

/// What is asked of an engine in place of what it does when it is started without flags.
struct EngineAsked {
  std::optional<SchedulerKind> scheduler{};  ///< that of the engine, if absent
  std::optional<double> max_batch{};         ///< sequences that run at once; the scheduler's own, if absent
};

/// How the engine of a placement serves: its scheduler with that one's settings; a token budget of at least a token for
/// each of the largest batch; prefixes are kept where the engine does so by default, so that a prompt that has to restart
/// is not computed again from its beginning. The KV blocks are still to be said: KvRoom (speed_fit.h).
///
/// The one place where `simulate`, `predict` and the fleets of scenarios get it from.
EngineSettings engine_of(const Placement& placement, const EngineAsked& asked = {});

/// The same with the KV blocks that its memory has room for where sequences have `length` tokens; 0 of them where nothing
/// fits.
EngineSettings placed(const Placement& placement, double length, const EngineAsked& asked = {});

}  // namespace llmtco::serving
