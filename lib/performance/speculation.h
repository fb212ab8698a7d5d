#pragma once
#include "performance/coefficients.h"
#include "performance/factors.h"
#include "performance/placement.h"

namespace llmtco {

struct Replica;

/// What a step that guesses yields and costs at batch 1.
struct Speculating {
  double accepted = 1;  ///< tokens, the target's own included
  double cost = 0;      ///< drafting and checking, in steps of the target
  double guesses = 0;   ///< tokens for each sequence
};
Speculating speculating(const Placement& placement,
                        const Coefficients& coefficients = shipped_coefficients());

/// Speedup of decoding by speculation at batch 1:
///
///     speedup  = (1 + (accepted - 1) x task) / (1 + drafting + checking)
///     drafting = cost(method) x (6.9 ms / step of the target)^e,    step of the target = weights / bandwidth
///     checking = check x guesses(method) / 64 x (153 FLOP/B) / (peak / bandwidth)
///
/// accepted: mean tokens a step yields over all tasks, the target's own included. task: how much easier or
/// harder to guess the task is, by method group (copies from the prompt gain most on summaries). Costs are in
/// steps of the target. Drafting is bound by the host's launches, which weigh more where the target is fast:
/// with e = 1 they take the same time everywhere. Checking a tree of guesses is compute, which weighs more on
/// GPUs with little of it for their bandwidth (RTX 3090: 76 FLOP/B). cost, check and e are fitted. Worked
/// example: EAGLE-2 on 7B, A100, accepted 4.2: check 0.2 x 59/64 = 0.18, cost 0.6: 4.2 / 1.78 = 2.4. Left
/// out: other engines than the eager ones of the rows, whose drafting a captured graph would shorten. Source:
/// speculative_decoding rows (Spec-Bench 2025-04, greedy, batch 1).
double speculative_speedup(const Placement& placement,
                           const Coefficients& coefficients = shipped_coefficients());

/// Accepted tokens usual for the method: the mean over the fitted rows.
double usual_accepted(SpeculationMethod method, const Coefficients& coefficients = shipped_coefficients());

/// Bytes of the draft model, or of a method's extra heads as a share of the target's 16-bit weights: Medusa
/// and Hydra about 10 % (five heads), EAGLE about 4 % (one layer and a projection); none for methods without
/// a model.
double draft_bytes(const Placement& placement);

/// What a step of B sequences takes longer for guessing g tokens for each, in seconds. Checking them is computing g B
/// tokens more, which costs next to nothing while the step reads weights, and the more the larger the batch:
///
///     longer(B) = cost x t(1) + max(0, more(B) - more(1)),     more(B) = t(B sequences and g B guesses) - t(B)
///
/// cost is measured at batch 1, and has in it what the guesses of one sequence take. Keys and values are read once for
/// the guesses of a sequence. Left out: drafting that takes longer for more sequences, trees cut for larger batches.
Column guessing_time(const Replica& replica, const Column& batch, const Drawn<Tokens>& context,
                     const Factors& factors = {});

/// Speedup at a larger batch, below 1 where guessing costs more than it yields:
///
///     speedup(B) = accepted x t(B) / (t(B) + longer(B)),     1 above the batch from which on nothing is guessed
Column speculative_speedup(const Replica& replica, const Column& batch, const Drawn<Tokens>& context,
                           const Factors& factors = {});

}  // namespace llmtco
