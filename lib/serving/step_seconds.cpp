#include "serving/step_seconds.h"

namespace llmtco::serving {

Column StepSeconds::with_waits(const Drawn<Seconds>& time) const {
  const double waits = r_.placement.parallel.pipeline > 1 ? 1 / r_.offline.stage_efficiency : 1;
  return waits * time.base_units();
}

Column StepSeconds::decode(double sequences, double context) const {
  return with_waits(decode_step(r_, sequences, Drawn<Tokens>(Column(context)), factors_).time);
}

Column StepSeconds::prompt(double tokens, double past) const {
  return with_waits(
      prefill(r_, Drawn<Tokens>(Column(tokens)), Drawn<Tokens>(Column(past)), 1.0, factors_).time);
}

Column StepSeconds::both(double tokens, double sequences, double context) const {
  llmtco::StepWork work;
  work.sequences = sequences;
  work.context = context;
  work.prompt_tokens = tokens;
  work.prompt_past = 0.5 * tokens;
  work.heads = sequences + 1;
  return with_waits(
      llmtco::step_time(r_.shape, r_.placement.parallel, r_.online, work, factors_.parts).total);
}

Column StepSeconds::experts_per_token(double tokens) const {
  const auto experts = [&](double n) {
    llmtco::StepWork work;
    work.prompt_tokens = n;
    return llmtco::step_time(r_.shape, r_.placement.parallel, r_.online, work, factors_.parts)
        .experts.base_units();
  };
  return (experts(tokens) - experts(0.5 * tokens)) / (0.5 * tokens);
}

}  // namespace llmtco::serving
