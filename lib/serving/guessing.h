#pragma once
#include <cstdint>

namespace llmtco::serving {

/// Speculative decoding: `guesses` tokens are drafted for each sequence and checked in one step, and `accepted` come out
/// of it on average, the target's own included. A step that decodes B sequences takes longer by
///
///     per_step + per_sequence x B
///
/// drafting, and computing 1 + guesses tokens in place of one; it counts as B (1 + guesses) tokens of the budget. Where
/// more than `off_above` sequences decode, none is drafted for.
///
/// Every sequence gains the mean each step, a fraction of at most 16th parts, so that many steps can be taken at once.
/// Left out: luck of single steps and answers, blocks of guesses that are refused.
struct Guessing {
  double accepted = 1;
  int guesses = 0;
  double per_step = 0, per_sequence = 0;  ///< seconds
  int off_above = 1 << 30;

  bool on() const { return guesses > 0; }
};

/// accepted as a fraction gain / unit, the nearest with a unit of at most 16; 1 / 1 where nothing is guessed.
///
///     2.4 = 12 / 5; 2.37 is taken for 19 / 8 = 2.375
struct Gain {
  int gain = 1, unit = 1;
};
Gain gain_of(const Guessing& guessing);

}  // namespace llmtco::serving
