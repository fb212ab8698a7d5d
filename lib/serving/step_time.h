#pragma once
#include <array>

#include "serving/request.h"

namespace llmtco::serving {

/// How long a step takes, in seconds:
///
///     t = t0 + c_pf prompt tokens + c_attn sum over chunks of chunk (past + chunk / 2)
///         + c_dec sequences that decode + c_kv sum of their contexts
///
/// past = tokens of the prompt computed before; context = tokens a sequence holds at the start of the step, counting the
/// one that is fed in. Linear in the contexts, so that many steps can be taken at once.
///
/// `bend` adds what no line has, for all tokens of a step together, prompts' and one for each sequence that decodes: weights
/// of experts are read the more the more tokens there are, and computing hides behind reading. Its values stand at 1, 2,
/// 4, ... 65,536 tokens, straight lines between and beyond them; all 0 where there is none.
///
/// Example (Llama-2-7B on an A100): t0 9.919 ms, c_pf 58.99 us, c_attn 7.22 ns, c_dec 20 us, c_kv 287.4 ns. A prompt of
/// 1,000 tokens alone: 9.919 + 58.99 + 3.61 = 72.519 ms. Eight sequences of 1,000 tokens: 9.919 + 0.16 + 2.299 =
/// 12.378 ms.
struct StepTime {
  double t0 = 0, c_pf = 0, c_attn = 0, c_dec = 0, c_kv = 0;
  double shared_pf = 0;  ///< of c_pf: what ranks of attention data parallelism compute together (ranks.h)
  std::array<double, 17> bend{};
};

/// StepTime::bend between its points: a line from one power of two to the next.
double bend_at(const std::array<double, 17>& bend, std::int64_t tokens);

/// All times `factor` times as long.
StepTime scaled(StepTime time, double factor);

/// What a step computes.
struct StepWork {
  std::int64_t prompt_tokens = 0;
  std::int64_t attention = 0;  ///< sum of chunk (2 past + chunk), twice what c_attn is multiplied with
  std::int64_t decoding = 0;   ///< sequences
  std::int64_t contexts = 0;   ///< the sum of theirs
};

/// The same on the clock of the simulation. c_kv is a whole number of picoseconds a token (or part of one), and all else is rounded to
/// one once a step: off by at most half a picosecond a token of context, which is 0.02 % where a token takes 2 ns.
class StepClock {
 public:
  /// Contexts are counted in parts of a token, of which it has `unit`.
  explicit StepClock(const StepTime& t, int unit = 1);
  Picoseconds of(const StepWork& work) const;
  Picoseconds per_context_unit() const { return c_kv_; }

 private:
  double t0_, c_pf_, c_attn_half_, c_dec_;
  std::array<double, 17> bend_{};
  bool bent_ = false;
  Picoseconds c_kv_;
};

}  // namespace llmtco::serving
