#include "serving/bent_steps.h"

#include <algorithm>
#include <cmath>

#include "serving/step_seconds.h"

namespace llmtco::serving {

BentSteps::BentSteps(const llmtco::Replica& r, const EngineSettings& settings, const FitRange& range,
                     const Factors& factors)
    : batch_(largest_batch(r, settings)),
      context_(range.input + 1),
      longer_(range.input + range.output + 1),
      prompt_(std::max(64.0, std::round(range.input))) {
  const StepSeconds steps(r, factors);
  for (std::size_t i = 0; i < StepTime{}.bend.size(); ++i) {
    const double tokens = std::ldexp(1.0, static_cast<int>(i));
    const double context = 0.5 * (context_ + longer_);
    knots_.push_back(tokens <= batch_ ? steps.decode(tokens, context) : steps.prompt(tokens, 0));
  }
  short_batch_ = steps.decode(batch_, context_);
  long_batch_ = steps.decode(batch_, longer_);
  alone_ = steps.prompt(prompt_, 0);
  behind_ = steps.prompt(prompt_, prompt_);
  beside_ = steps.both(prompt_, batch_, context_);
  together_ = steps.prompt(prompt_ + batch_, 0);
}

StepTime BentSteps::bent(StepTime line, std::size_t draw) const {
  const double whole = prompt_ + batch_;
  line.c_kv = std::max(0.0, (long_batch_[draw] - short_batch_[draw]) / (batch_ * (longer_ - context_)));
  line.c_attn = std::max(0.0, (behind_[draw] - alone_[draw]) / (prompt_ * prompt_));
  const double beside = beside_[draw] - line.c_kv * batch_ * context_ - line.c_attn * 0.5 * prompt_ * prompt_;
  const double together = together_[draw] - line.c_attn * 0.5 * whole * whole;
  const double sequence = std::max(0.0, (beside - together) / batch_);
  line.c_dec = line.c_pf + sequence;
  for (std::size_t i = 0; i < knots_.size(); ++i) {
    const double tokens = std::ldexp(1.0, static_cast<int>(i));
    const double own = tokens <= batch_ ? line.c_kv * tokens * 0.5 * (context_ + longer_) + sequence * tokens
                                        : line.c_attn * 0.5 * tokens * tokens;
    line.bend[i] = knots_[i][draw] - own - line.t0 - line.c_pf * tokens;
  }
  return line;
}

}  // namespace llmtco::serving
