#pragma once
#include <vector>

#include "serving/speed_fit.h"

namespace llmtco::serving {

/// Steps of the speed model at the tokens where StepTime::bend has its values, which a line is bent to go through.
///
/// All of a step's time but reading keys and values and attention depends on its tokens T alone, prompts' or decoded, up
/// to what a sequence takes besides:
///
///     t = h(T) + c_attn sum of chunk (past + chunk / 2) + c_seq sequences + c_kv contexts
///
///     c_kv    between two contexts of a batch;  c_attn  between two pasts of a prompt
///     h(T)    T sequences that decode, up to the largest batch; a prompt of T above it
///     c_seq   a prompt beside a batch, less a prompt as long as both; none where that is less
///
/// bent() leaves t0 and c_pf as the line has them: c_dec = c_pf + c_seq, and bend = h(T) - t0 - c_pf T.
class BentSteps {
 public:
  BentSteps(const llmtco::Replica& replica, const EngineSettings& settings, const FitRange& range,
            const Factors& factors);
  /// In one draw of the factors.
  StepTime bent(StepTime line, std::size_t draw = 0) const;

 private:
  double batch_ = 1, context_ = 1, longer_ = 1, prompt_ = 1;
  std::vector<Column> knots_;  ///< seconds at 1, 2, 4, ... tokens
  Column short_batch_, long_batch_, alone_, behind_, beside_, together_;
};

}  // namespace llmtco::serving
