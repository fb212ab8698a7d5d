#pragma once
#include <cstdint>
#include <string>
#include <vector>

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

/// How one replica serves. settings_of() gives each scheduler what its engine has when it is started without flags.
struct EngineSettings {
  SchedulerKind scheduler = SchedulerKind::vllm;
  int max_batch = 256;      ///< sequences that run at once; slots under `sequential`
  int token_budget = 8192;  ///< tokens of a step: prompts computed and one for each sequence that decodes
  int longest_chunk = 0;    ///< of one prompt in a step; 0: the budget alone
  int block_size = 16;      ///< tokens of a KV block
  std::int64_t kv_blocks = 1 << 20;
  double watermark = 0;       ///< share of the blocks that admission leaves free
  bool prefix_cache = false;  ///< blocks of finished prompts stay until their room is needed
  /// Tokens reserved for every sequence at once, as before paging; 0: blocks are taken as tokens come.
  int contiguous = 0;
  /// Work of the processor around a step, in seconds: of each step, of each token that comes out, of each request
  /// that starts. With `overlap` it goes on beside the step before, and counts where it is the longer.
  double host_per_step = 0, host_per_token = 0, host_per_request = 0;
  bool overlap = false;

  bool operator==(const EngineSettings&) const = default;
  /// Blocks that admission leaves free while others run.
  std::int64_t watermark_blocks() const {
    return static_cast<std::int64_t>(watermark * static_cast<double>(kv_blocks));
  }
};

EngineSettings settings_of(SchedulerKind scheduler);

/// What is wrong with them, one sentence each; none when all is well.
std::vector<std::string> complaints(const EngineSettings& settings);

}  // namespace llmtco::serving
