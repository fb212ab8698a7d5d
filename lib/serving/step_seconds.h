#pragma once
#include "performance/load.h"

namespace llmtco::serving {

/// Seconds of single steps by the speed model, in each draw of the factors. Of a pipeline they hold the waits of its stages
/// for each other.
class StepSeconds {
 public:
  StepSeconds(const llmtco::Replica& replica, const Factors& factors) : r_(replica), factors_(factors) {}

  /// `sequences` decode, with contexts of so many tokens.
  Column decode(double sequences, double context) const;
  /// `tokens` of a prompt, after `past` of it.
  Column prompt(double tokens, double past) const;
  /// A prompt beside sequences that decode; its tokens see half of it on average.
  Column both(double tokens, double sequences, double context) const;
  /// What experts take for each prompt token more, between half of so many and all; without the waits.
  Column experts_per_token(double tokens) const;

 private:
  Column with_waits(const Drawn<Seconds>& time) const;

  const llmtco::Replica& r_;
  const Factors& factors_;
};

}  // namespace llmtco::serving
