#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/engine_limits.h"
#include "catalog/engine_memory.h"
#include "catalog/entry.h"

namespace llmtco {

/// Serving software and what it can do.
struct Engine : Entry {
  bool continuous_batching = false;
  bool paged_kv = false;
  bool prefix_caching = false;
  bool chunked_prefill = false;
  bool tensor_parallel = false;
  bool pipeline_parallel = false;  ///< stages work on different requests at once
  bool layer_split = false;        ///< GPUs hold layers and work one after another
  bool expert_parallel = false;
  bool speculative_decoding = false;
  std::vector<std::string> formats;  ///< families of weight formats
  int kv_block = 0;                  ///< tokens per block of the KV cache; 0 where memory is reserved whole
  double memory_utilisation = 0;     ///< share of the GPU's memory used by default, (0, 1]
  EngineMemory memory;
  KvFormats kv_cache;
  std::string version;  ///< as asked for: "0.17" of "TensorRT-LLM 0.17"; empty if none was
  EngineLimits limits;

  bool supports(std::string_view format_family) const;
};

}  // namespace llmtco
