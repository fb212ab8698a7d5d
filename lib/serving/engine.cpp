#include "serving/engine.h"

#include <algorithm>

#include "serving/host_times.h"

namespace llmtco::serving {

EngineSettings engine_of(const llmtco::Replica& replica, const EngineAsked& asked) {
  const Placement& placement = replica.placement;
  EngineSettings s =
      asked.scheduler ? settings_of(*asked.scheduler) : default_settings(placement.engine, placement.model);
  add_host_times(host_times_of(placement.engine, replica.shape), replica, s);
  const bool shares = s.scheduler != SchedulerKind::sequential && s.scheduler != SchedulerKind::fixed_batch;
  s.prefix_cache = placement.engine.prefix_caching && shares;
  s.pipeline = placement.parallel.pipeline;
  s.attention_data = std::max(1, placement.parallel.attention_data);
  if (!asked.max_batch) return s;
  constexpr double most = 65'536;  // complaints(EngineSettings)
  s.max_batch = static_cast<int>(std::clamp(*asked.max_batch, 1.0, most));
  s.token_budget = std::max(s.token_budget, s.max_batch);
  return s;
}

}  // namespace llmtco::serving
