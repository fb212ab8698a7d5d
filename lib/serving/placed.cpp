#include "serving/placed.h"

#include <algorithm>

#include "serving/speed_fit.h"

namespace llmtco::serving {

EngineSettings engine_of(const Placement& placement, const EngineAsked& asked) {
  EngineSettings s = settings_of(asked.scheduler.value_or(scheduler_of(placement.engine)));
  const bool shares = s.scheduler != SchedulerKind::sequential && s.scheduler != SchedulerKind::fixed_batch;
  s.prefix_cache = placement.engine.prefix_caching && shares;
  if (!asked.max_batch) return s;
  constexpr double most = 65'536;  // complaints(EngineSettings)
  s.max_batch = static_cast<int>(std::clamp(*asked.max_batch, 1.0, most));
  s.token_budget = std::max(s.token_budget, s.max_batch);
  return s;
}

EngineSettings placed(const Placement& placement, double length, const EngineAsked& asked) {
  EngineSettings s = engine_of(placement, asked);
  s.kv_blocks = kv_blocks_of(placement, s.block_size, length);
  return s;
}

}  // namespace llmtco::serving
