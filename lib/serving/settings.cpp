#include "serving/settings.h"

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

}  // namespace llmtco::serving
