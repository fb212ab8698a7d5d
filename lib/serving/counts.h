#pragma once
#include "serving/request.h"

namespace llmtco::serving {

/// Counts over a simulation.
struct Counts {
  std::int64_t steps = 0, events = 0, restarts = 0, completed = 0, rejected = 0;
  std::int64_t input_tokens = 0, output_tokens = 0;  ///< of requests admitted, of answers
  std::int64_t hit_tokens = 0;                       ///< of prompts found in the cache, restarts left out
  std::int64_t host_hit_tokens = 0, disk_hit_tokens = 0;  ///< of these, in the tiers below the GPU
  std::int64_t swaps = 0, swapped_blocks = 0;             ///< sequences moved to the host, and their blocks
  std::int64_t guessed_steps = 0;                         ///< steps that drafted tokens
  Picoseconds transfer = 0;            ///< time in which steps waited for the host's memory or a disk
  std::int64_t recomputed_tokens = 0;  ///< computed again after restarts
  std::int64_t padding_tokens = 0;     ///< computed for nobody, in fixed batches
  std::int64_t lost_tokens = 0;        ///< held by requests whose replica was taken away
  Picoseconds busy = 0;                ///< time in which a step ran
  double in_system = 0;                ///< integral of the requests that wait or run, in ps
  Counts& operator+=(const Counts& more);

  double batch = 0, kv_blocks = 0;  ///< integrals over time of sequences and of blocks held
};

}  // namespace llmtco::serving
