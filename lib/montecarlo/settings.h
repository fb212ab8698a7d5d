#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "deployment/server.h"
#include "host/kept_files.h"
#include "random/sampling_plan.h"

namespace llmtco {

/// Up to so many draws, and so many bytes of them, are kept at once; longer runs are summed up replicate by
/// replicate (montecarlo/replicates.h), so that what they need of memory stays in the processor's cache. 1
/// GiB are 2,048 series of 65,536 draws: many times what an average month has, but not what 36 months have.
inline constexpr std::size_t most_draws_kept = std::size_t{1} << 16, most_bytes_kept = std::size_t{1} << 30;

/// How to draw. The result depends on method, seed and draws, never on threads.
struct Settings {
  SamplingMethod method = SamplingMethod::sobol;
  std::uint64_t seed = 1;
  std::size_t draws = 16384;
  int threads = 1;
  /// Figures of single classes and months as well.
  bool details = false;
  /// Of times, fleets, unit costs, damage, single months and lines their means alone, which is what a change
  /// or the first screen is read for: no quantile of them is looked for and no draw is kept. Not of what must
  /// be bought. Not with details.
  bool brief = false;
  /// Of shares every draw as well, for whoever watches a run (montecarlo/run.h).
  bool masks = false;
  /// What would change if assumptions did not hold as well (montecarlo/assumptions.h).
  bool assumption_effects = false;
  /// Bytes that a run may keep; what would take more is refused before it (montecarlo/memory_need.h).
  std::size_t memory = std::size_t{4} << 30;
  /// Where times of fleets come from, whatever the scenario says; see montecarlo/servers.h if absent.
  std::optional<Server> latency{};
  /// Where latency surfaces are kept from run to run, which changes no number; nowhere if absent.
  std::shared_ptr<const KeptFiles> kept{};
  /// Called now and then with the blocks done and the blocks in all; from one thread at a time.
  std::function<void(std::size_t, std::size_t)> progress{};
};

}  // namespace llmtco
