#include "serving/counts.h"

namespace llmtco::serving {

Counts& Counts::operator+=(const Counts& more) {
  for (const auto count :
       {&Counts::steps, &Counts::events, &Counts::restarts, &Counts::completed, &Counts::rejected,
        &Counts::input_tokens, &Counts::output_tokens, &Counts::hit_tokens, &Counts::recomputed_tokens,
        &Counts::padding_tokens, &Counts::lost_tokens, &Counts::busy, &Counts::host_hit_tokens,
        &Counts::disk_hit_tokens, &Counts::swaps, &Counts::swapped_blocks, &Counts::guessed_steps,
        &Counts::transfer})
    this->*count += more.*count;
  for (const auto integral : {&Counts::in_system, &Counts::batch, &Counts::kv_blocks})
    this->*integral += more.*integral;
  return *this;
}

}  // namespace llmtco::serving
