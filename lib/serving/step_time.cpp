#include "serving/step_time.h"

#include <cassert>
#include <cmath>

namespace llmtco::serving {

Picoseconds in_picoseconds(double seconds) {
  assert(std::abs(seconds) * ps_per_second <= static_cast<double>(latest));
  return std::llround(seconds * ps_per_second);
}

StepClock::StepClock(const StepTime& t, int unit)
    : t0_(t.t0 * ps_per_second),
      c_pf_(t.c_pf * ps_per_second),
      c_attn_half_(t.c_attn * ps_per_second / 2),
      c_dec_(t.c_dec * ps_per_second),
      c_kv_(std::llround(t.c_kv * ps_per_second / unit)) {}

Picoseconds StepClock::of(const StepWork& work) const {
  const double fixed = t0_ + c_pf_ * static_cast<double>(work.prompt_tokens) +
                       c_attn_half_ * static_cast<double>(work.attention) +
                       c_dec_ * static_cast<double>(work.decoding);
  return static_cast<Picoseconds>(fixed + 0.5) + c_kv_ * work.contexts;
}

}  // namespace llmtco::serving
