#include "serving/scheduler.h"

namespace llmtco::serving {

std::unique_ptr<Scheduler> scheduler_for(const EngineSettings& settings) {
  switch (settings.scheduler) {
    case SchedulerKind::vllm:
      return vllm_scheduler();
    case SchedulerKind::prefill_first:
      return prefill_first_scheduler();
    case SchedulerKind::sarathi:
      return sarathi_scheduler();
    case SchedulerKind::sglang:
      return sglang_scheduler();
    case SchedulerKind::tensorrt_llm:
      return tensorrt_llm_scheduler(false);
    case SchedulerKind::tensorrt_llm_max:
      return tensorrt_llm_scheduler(true);
    case SchedulerKind::fixed_batch:
      return fixed_batch_scheduler();
    case SchedulerKind::sequential:
      return sequential_scheduler();
  }
  return vllm_scheduler();
}

bool blocks_grow(const EngineSettings& settings) {
  if (settings.contiguous > 0) return false;
  return settings.scheduler != SchedulerKind::tensorrt_llm &&
         settings.scheduler != SchedulerKind::fixed_batch && settings.scheduler != SchedulerKind::sequential;
}

}  // namespace llmtco::serving
