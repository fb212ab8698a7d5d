#include "serving/bent_steps.h"

#include <algorithm>
#include <cmath>

namespace llmtco::serving {
namespace {

Column decode_seconds(const llmtco::Replica& r, double sequences, double context, const Factors& factors) {
  return decode_step(r, sequences, Drawn<Tokens>(Column(context)), factors).time.base_units();
}

Column prompt_seconds(const llmtco::Replica& r, double tokens, double past, const Factors& factors) {
  return prefill(r, Drawn<Tokens>(Column(tokens)), Drawn<Tokens>(Column(past)), 1.0, factors)
      .time.base_units();
}

Column both_seconds(const llmtco::Replica& r, double tokens, double sequences, double context,
                    const Factors& factors) {
  llmtco::StepWork work;
  work.sequences = sequences;
  work.context = context;
  work.prompt_tokens = tokens;
  work.prompt_past = 0.5 * tokens;
  work.heads = sequences + 1;
  return step_time(r.shape, r.placement.parallel, r.online, work, factors.parts).total.base_units();
}

}  // namespace

BentSteps::BentSteps(const llmtco::Replica& r, const EngineSettings& settings, const FitRange& range,
                     const Factors& factors)
    : batch_(largest_batch(r, settings)),
      context_(range.input + 1),
      longer_(range.input + range.output + 1),
      prompt_(std::max(64.0, std::round(range.input))) {
  for (std::size_t i = 0; i < StepTime{}.bend.size(); ++i) {
    const double tokens = std::ldexp(1.0, static_cast<int>(i));
    const double context = 0.5 * (context_ + longer_);
    knots_.push_back(tokens <= batch_ ? decode_seconds(r, tokens, context, factors)
                                      : prompt_seconds(r, tokens, 0, factors));
  }
  short_batch_ = decode_seconds(r, batch_, context_, factors);
  long_batch_ = decode_seconds(r, batch_, longer_, factors);
  alone_ = prompt_seconds(r, prompt_, 0, factors);
  behind_ = prompt_seconds(r, prompt_, prompt_, factors);
  beside_ = both_seconds(r, prompt_, batch_, context_, factors);
  together_ = prompt_seconds(r, prompt_ + batch_, 0, factors);
  if (r.placement.parallel.pipeline <= 1) return;
  // Stages wait for each other.
  for (Column& knot : knots_) knot = knot / r.offline.stage_efficiency;
  for (Column* const time : {&short_batch_, &long_batch_, &alone_, &behind_, &beside_, &together_})
    *time = *time / r.offline.stage_efficiency;
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
