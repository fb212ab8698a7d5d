#pragma once
#include "serving/simulate.h"

namespace llmtco::serving {

/// Who gets a request.
///
///     round-robin    one after another
///     least-loaded   the replica with the fewest requests that wait or run, the first of several
///     prefix-affine  by the first id of the prompt, so that what shares a prefix meets in one cache; prompts without
///                    ids one after another
enum class Router { round_robin, least_loaded, prefix_affine };

inline constexpr Names<Router, 3> router_names{{{{Router::round_robin, "round-robin"},
                                                 {Router::least_loaded, "least-loaded"},
                                                 {Router::prefix_affine, "prefix-affine"}}}};

struct FleetSettings {
  int replicas = 1;
  Router router = Router::round_robin;
};

/// Replicas that are alike serve a load to its end; a request stays where it was sent. Outcomes stand in the order of the
/// load, counts, gaps and timeline are sums over the replicas.
///
/// Where the router asks nobody, each replica is simulated for itself; under least-loaded all of them side by side, from
/// one arrival to the next. Requires an open loop where there are several.
Simulation simulate_fleet(const Load& load, const StepTime& step_time, const EngineSettings& settings,
                          const FleetSettings& fleet);

}  // namespace llmtco::serving
