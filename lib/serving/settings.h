#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "serving/guessing.h"
#include "serving/sequence_room.h"
#include "text/names.h"

namespace llmtco::serving {

/// Who decides what a step computes; each is a file of its own, docs/serving.md has their rules.
enum class SchedulerKind {
  vllm,
  prefill_first,
  sarathi,
  sglang,
  tensorrt_llm,
  tensorrt_llm_max,
  fixed_batch,
  sequential
};

inline constexpr Names<SchedulerKind, 8> scheduler_names{
    {{{SchedulerKind::vllm, "vllm"},
      {SchedulerKind::prefill_first, "prefill-first"},
      {SchedulerKind::sarathi, "sarathi"},
      {SchedulerKind::sglang, "sglang"},
      {SchedulerKind::tensorrt_llm, "tensorrt-llm"},
      {SchedulerKind::tensorrt_llm_max, "tensorrt-llm-max"},
      {SchedulerKind::fixed_batch, "static"},
      {SchedulerKind::sequential, "sequential"}}}};

/// What becomes of a sequence that gives its blocks back: it computes them again, or they wait in the host's memory.
enum class Preemption { recompute, swap };

inline constexpr Names<Preemption, 2> preemption_names{
    {{{Preemption::recompute, "recompute"}, {Preemption::swap, "swap"}}}};

/// How one replica serves. settings_of() gives each scheduler what its engine has when it is started without flags.
struct EngineSettings {
  SchedulerKind scheduler = SchedulerKind::vllm;
  int max_batch = 256;      ///< sequences that run at once; slots under `sequential`
  int token_budget = 8192;  ///< tokens of a step: prompts computed and one for each sequence that decodes
  int longest_chunk = 0;    ///< of one prompt in a step; 0: the budget alone
  /// Schedulers that compute prompts beside decoding take a prompt into a step in whole or not at all; one longer than the
  /// budget is refused.
  bool whole_prompts = false;
  /// TensorRT-LLM's batch wait: while others decode, prompts are held back for up to so many steps, until they and the
  /// sequences that decode make up this share of the budget.
  int wait_steps = 0;
  double wait_share = 0;
  int block_size = 16;  ///< tokens of a KV block
  std::int64_t kv_blocks = 1 << 20;
  double watermark = 0;       ///< share of the blocks that admission leaves free
  bool prefix_cache = false;  ///< blocks of finished prompts stay until their room is needed
  /// Parts that had to go from there, in the memory of the host and then on a disk, and seconds until a token is back.
  std::int64_t host_cache_blocks = 0, disk_cache_blocks = 0;
  double host_load_per_token = 0, disk_load_per_token = 0;
  /// Tokens reserved for every sequence at once, as before paging; 0: blocks are taken as tokens come.
  int contiguous = 0;
  /// Out of blocks, sequences go to `host_blocks` of the host where there is room, each token in `swap_per_token` seconds
  /// and as many back; the step that moves them takes longer by that.
  Preemption preemption = Preemption::recompute;
  std::int64_t host_blocks = 0;
  double swap_per_token = 0;
  SequenceRoom room{};     ///< what a sequence takes of the blocks
  Guessing guessing{};     ///< speculative decoding
  int pipeline = 1;        ///< stages, and as many batches that are under way at once (ranks.h)
  int attention_data = 1;  ///< ranks with requests of their own (ranks.h)
  /// Work of the processor around a step, in seconds: of each step, of each token that comes out, of each request
  /// that starts. With `overlap` it goes on beside the step before, and counts where it is the longer.
  double host_per_step = 0, host_per_token = 0, host_per_request = 0;
  double host_per_prompt_token = 0;  ///< and of each token of a prompt: fit_step_time() has it in c_pf
  bool overlap = false;
  /// The next step is put together and launched while one runs (overlap schedulers): who arrives during a step is not in the
  /// one behind it, but in the one behind that.
  bool plans_ahead = false;
  /// New requests are looked for after so many steps that only decoded, and after each that computed a prompt
  /// (`--scheduler-recv-interval` of SGLang); where nobody runs at once.
  int receive_interval = 1;
  /// The least a step takes that computes a prompt, in seconds: its kernels are launched one by one, which long prompts
  /// hide.
  double prompt_launch = 0;
  /// What every request waits for outside of the steps, in seconds: the HTTP server, splitting text into tokens, the way
  /// of the first token back. In TTFT and E2E; no place in the batch is held by it, and a closed loop goes on without it.
  double front = 0;

  int ranks() const { return pipeline * attention_data; }
  bool has_tiers() const { return host_cache_blocks > 0 || disk_cache_blocks > 0; }
  /// Blocks that admission leaves free while others run.
  std::int64_t watermark_blocks() const {
    return static_cast<std::int64_t>(watermark * static_cast<double>(kv_blocks));
  }
};

EngineSettings settings_of(SchedulerKind scheduler);

/// What is wrong with them, one sentence each; none when all is well.
std::vector<std::string> complaints(const EngineSettings& settings);

}  // namespace llmtco::serving
