#include "serving/settings.h"

#include <fmt/format.h>

#include "serving/request.h"

namespace llmtco::serving {

/// Sources: vLLM 0.6 (`max_num_batched_tokens` 4,096 where prompts go first, watermark 0.01) and v1 (8,192; no
/// watermark); Sarathi-Serve (chunks of 512); SGLang (`chunked_prefill_size` 8,192, pages of one token, overlap);
/// TensorRT-LLM (`max_num_tokens` 8,192, pages of 32); llama.cpp (`n_batch` 2,048, four slots).
EngineSettings settings_of(SchedulerKind scheduler) {
  EngineSettings s{.scheduler = scheduler};
  switch (scheduler) {
    case SchedulerKind::vllm:
      break;
    case SchedulerKind::prefill_first:
      s.token_budget = 4096;
      s.watermark = 0.01;
      break;
    case SchedulerKind::sarathi:
      s.token_budget = 512;
      s.watermark = 0.01;
      break;
    case SchedulerKind::sglang:
      s.block_size = 1;
      s.kv_blocks *= 16;
      s.overlap = true;
      break;
    case SchedulerKind::tensorrt_llm:
    case SchedulerKind::tensorrt_llm_max:
      s.block_size = 32;
      break;
    case SchedulerKind::fixed_batch:
      s.max_batch = 32;
      break;
    case SchedulerKind::sequential:
      s.max_batch = 4;
      s.token_budget = 2048;
      break;
  }
  return s;
}

std::vector<std::string> complaints(const EngineSettings& s) {
  std::vector<std::string> found;
  const auto range = [&](const char* what, double value, double low, double high) {
    if (!(low <= value && value <= high))
      found.push_back(fmt::format("{} must be {} to {}, is {}", what, low, high, value));
  };
  range("the largest batch", s.max_batch, 1, 65'536);
  range("the token budget", s.token_budget, 1, most_tokens);
  range("the longest chunk", s.longest_chunk, 0, most_tokens);
  range("the block size", s.block_size, 1, 65'536);
  range("the number of KV blocks", static_cast<double>(s.kv_blocks), 1, 1e12);
  range("the watermark", s.watermark, 0, 0.99);
  range("the reservation of a sequence", s.contiguous, 0, most_tokens);
  range("the host's time of a step", s.host_per_step, 0, 1000);
  range("the host's time of a token", s.host_per_token, 0, 1000);
  range("the host's time of a request", s.host_per_request, 0, 1000);
  range("the time to launch a prompt's kernels", s.prompt_launch, 0, 1000);
  range("the time outside of the steps", s.front, 0, 1000);
  range("the steps between looks for requests", s.receive_interval, 1, 1e6);
  range("the steps that prompts are held back", s.wait_steps, 0, 1e6);
  range("the share of the budget that prompts wait for", s.wait_share, 0, 1);
  if (s.whole_prompts && s.longest_chunk > 0)
    found.push_back("prompts are computed in whole or in chunks, not both");
  const bool mixed = s.scheduler != SchedulerKind::prefill_first &&
                     s.scheduler != SchedulerKind::fixed_batch && s.scheduler != SchedulerKind::sglang;
  if (mixed && s.token_budget < s.max_batch) {
    found.push_back(fmt::format("a token budget of {} is less than one token for each of a batch of {}",
                                s.token_budget, s.max_batch));
  }
  if (s.prefix_cache && (s.scheduler == SchedulerKind::sequential ||
                         s.scheduler == SchedulerKind::fixed_batch || s.contiguous > 0)) {
    found.push_back(
        "a prefix cache needs blocks that sequences can share: none under static and sequential, none "
        "where each sequence reserves its own room");
  }
  return found;
}

}  // namespace llmtco::serving
