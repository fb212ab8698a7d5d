#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "serving/fleet.h"
#include "serving/trace.h"
#include "text/diagnostics.h"

/// Any bytes are a trace, which a replica with little room serves to its end, or complaints with their lines. Anything
/// else thrown, read out of bounds, leaked or waited for ends the run.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  using namespace llmtco::serving;
  llmtco::Diagnostics diagnostics;
  const Load load =
      read_trace(std::string(reinterpret_cast<const char*>(bytes), count), "f.csv", diagnostics);
  if (diagnostics.has_errors()) {
    if (diagnostics.rendered().empty()) __builtin_trap();  // wrong without a word
    return 0;
  }
  const StepTime steps{.t0 = 1e-3, .c_pf = 1e-6, .c_attn = 1e-12, .c_dec = 1e-6, .c_kv = 1e-9};
  for (const SchedulerKind kind :
       {SchedulerKind::vllm, SchedulerKind::prefill_first, SchedulerKind::sglang}) {
    EngineSettings settings = settings_of(kind);
    settings.block_size = 16;
    settings.kv_blocks = 2000;
    settings.prefix_cache = true;
    if (!complaints(load, settings).empty()) __builtin_trap();  // what was read in order is in order
    try {
      // Alone, and on workers that come for it and are taken away.
      const FleetSettings workers{
          .router = Router::prefix_affine,
          .start_up = 1,
          .autoscaling = Autoscaling{.least = 0, .most = 3, .target = 4, .interval = 1000, .keep_warm = 10},
          .evictions = {.per_hour = 2, .notice = 1, .seed = count}};
      for (const FleetSettings& fleet : {FleetSettings{}, workers}) {
        const Simulation s = simulate_fleet(load, steps, settings, fleet);
        if (s.counts.completed + s.counts.rejected != static_cast<std::int64_t>(load.requests.size()))
          __builtin_trap();
      }
    } catch (const llmtco::InputError&) {  // the simulated time passes 53 days
    }
  }
  return 0;
}
