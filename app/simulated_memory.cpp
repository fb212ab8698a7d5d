#include "simulated_memory.h"

#include "simulated_machine.h"
#include "units/units.h"

namespace llmtco::app {
namespace {

/// Seconds for a token over a link of so many bytes a second; 0 where the flag is absent.
double seconds_per_token(const char* flag, const std::string& bandwidth, double bytes, Flags& flags) {
  if (bandwidth.empty()) return 0;
  return bytes / flags.quantity<BytesPerSecond>(flag, bandwidth).base_units();
}

void need(bool wanted, const std::string& given, const char* what, const char* flag, Flags& flags) {
  if (wanted && given.empty()) flags.complain(std::string(what) + " needs " + flag, "of a link, as 25 GB/s");
  if (!wanted && !given.empty()) flags.complain(std::string(flag) + ": " + what + " is not asked for");
}

}  // namespace

void set_memory(const MemoryArgs& args, std::optional<double> kv_bytes, serving::EngineSettings& s,
                Flags& flags) {
  s.preemption =
      serving::preemption_names.from_text(args.preemption).value_or(serving::Preemption::recompute);
  s.host_blocks = args.host_blocks.value_or(0);
  s.host_cache_blocks = args.host_cache_blocks.value_or(0);
  s.disk_cache_blocks = args.disk_cache_blocks.value_or(0);
  const bool swaps = s.preemption == serving::Preemption::swap;
  need(swaps, args.swap_bandwidth, "--preemption swap", "--swap-bandwidth", flags);
  need(s.host_cache_blocks > 0, args.host_cache_bandwidth, "--host-cache-blocks", "--host-cache-bandwidth",
       flags);
  need(s.disk_cache_blocks > 0, args.disk_cache_bandwidth, "--disk-cache-blocks", "--disk-cache-bandwidth",
       flags);
  if (args.host_blocks && !swaps)
    flags.complain("--host-blocks: sequences are not swapped", "add --preemption swap");
  if (!args.kv_bytes_per_token.empty())
    kv_bytes = flags.quantity<Bytes>("--kv-bytes-per-token", args.kv_bytes_per_token) / byte;
  if (!kv_bytes && (swaps || s.has_tiers())) {
    flags.complain("how many bytes a token's keys and values are is not said",
                   "add --kv-bytes-per-token, as '128 KiB'");
  }
  const double bytes = kv_bytes.value_or(0);
  s.swap_per_token = seconds_per_token("--swap-bandwidth", args.swap_bandwidth, bytes, flags);
  s.host_load_per_token =
      seconds_per_token("--host-cache-bandwidth", args.host_cache_bandwidth, bytes, flags);
  s.disk_load_per_token =
      seconds_per_token("--disk-cache-bandwidth", args.disk_cache_bandwidth, bytes, flags);
}

void set_guessing(const SimulateArgs& args, serving::EngineSettings& s, Flags& flags) {
  const PredictArgs& p = args.placement;
  const std::optional<double> step = seconds_of("--guess-step", args.memory.guess_step, flags),
                              sequence = seconds_of("--guess-sequence", args.memory.guess_sequence, flags);
  if (!p.speculation.empty()) {
    flags.complain("--speculation: what a method costs follows from a placement, and there is none",
                   "add --guesses, --accepted, --guess-step and --guess-sequence instead");
  }
  if (!p.guesses && !p.accepted && !step && !sequence && !p.off_above) return;
  if (!p.guesses || !p.accepted || !step || !sequence) {
    flags.complain(
        "guessing takes --guesses, --accepted, --guess-step and --guess-sequence together: how many, how "
        "many come out, and what a step and each of its sequences take longer");
    return;
  }
  s.guessing = {.accepted = *p.accepted, .guesses = *p.guesses, .per_step = *step, .per_sequence = *sequence};
  if (p.off_above) s.guessing.off_above = *p.off_above;
}

}  // namespace llmtco::app
