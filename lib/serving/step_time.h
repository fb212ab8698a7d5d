#pragma once
#include "serving/request.h"

namespace llmtco::serving {

/// How long a step takes, in seconds:
///
///     t = t0 + c_pf prompt tokens + c_attn sum over chunks of chunk (past + chunk / 2)
///         + c_dec sequences that decode + c_kv sum of their contexts
///
/// past = tokens of the prompt computed before; context = tokens a sequence holds at the start of the step, counting the
/// one that is fed in. Linear, so that many steps can be taken at once.
///
/// Example (Llama-2-7B on an A100): t0 9.919 ms, c_pf 58.99 us, c_attn 7.22 ns, c_dec 20 us, c_kv 287.4 ns. A prompt of
/// 1,000 tokens alone: 9.919 + 58.99 + 3.61 = 72.519 ms. Eight sequences of 1,000 tokens: 9.919 + 0.16 + 2.299 =
/// 12.378 ms.
struct StepTime {
  double t0 = 0, c_pf = 0, c_attn = 0, c_dec = 0, c_kv = 0;

  bool operator==(const StepTime&) const = default;
};

/// What a step computes.
struct StepWork {
  std::int64_t prompt_tokens = 0;
  std::int64_t attention = 0;  ///< sum of chunk (2 past + chunk), twice what c_attn is multiplied with
  std::int64_t decoding = 0;   ///< sequences
  std::int64_t contexts = 0;   ///< the sum of theirs
};

/// The same on the clock of the simulation. c_kv is a whole number of picoseconds a token, and all else is rounded to
/// one once a step: off by at most half a picosecond a token of context, which is 0.02 % where a token takes 2 ns.
class StepClock {
 public:
  explicit StepClock(const StepTime& t);
  Picoseconds of(const StepWork& work) const;
  Picoseconds per_context_token() const { return c_kv_; }

 private:
  double t0_, c_pf_, c_attn_half_, c_dec_;
  Picoseconds c_kv_;
};

}  // namespace llmtco::serving
