#include "serving/step_time.h"

#include <algorithm>
#include <bit>
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
      c_kv_(std::llround(t.c_kv * ps_per_second / unit)) {
  for (std::size_t i = 0; i < bend_.size(); ++i) {
    bend_[i] = t.bend[i] * ps_per_second;
    bent_ = bent_ || bend_[i] != 0;
  }
}

StepTime scaled(StepTime t, double factor) {
  for (double* const c : {&t.t0, &t.c_pf, &t.c_attn, &t.c_dec, &t.c_kv, &t.shared_pf}) *c *= factor;
  for (double& b : t.bend) b *= factor;
  return t;
}

double bend_at(const std::array<double, 17>& bend, std::int64_t tokens) {
  const auto n = static_cast<std::uint64_t>(std::max<std::int64_t>(tokens, 1));
  const std::size_t i =
      std::min<std::size_t>(static_cast<std::size_t>(std::bit_width(n)) - 1, bend.size() - 2);
  const double start = static_cast<double>(std::uint64_t{1} << i);
  return bend[i] + (bend[i + 1] - bend[i]) * ((static_cast<double>(n) - start) / start);
}

Picoseconds StepClock::of(const StepWork& work) const {
  const double fixed = t0_ + c_pf_ * static_cast<double>(work.prompt_tokens) +
                       c_attn_half_ * static_cast<double>(work.attention) +
                       c_dec_ * static_cast<double>(work.decoding) +
                       (bent_ ? bend_at(bend_, work.prompt_tokens + work.decoding) : 0.0);
  return static_cast<Picoseconds>(fixed + 0.5) + c_kv_ * work.contexts;
}

}  // namespace llmtco::serving
