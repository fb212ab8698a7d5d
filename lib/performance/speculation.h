#pragma once
#include "performance/coefficients.h"
#include "performance/placement.h"

namespace llmtco {

struct Replica;

/// Speedup of decoding by speculation at batch 1:
///
///     speedup = (1 + (accepted - 1) x task) / (1 + cost)
///     cost    = cost(method) x (312 TFLOP/s / peak)^0.2 x (7e9 / parameters)^0.1
///
/// accepted: mean tokens a step yields over all tasks, the target's own included. task: how much easier or
/// harder to guess the task is, by method group (copies from the prompt gain most on summaries). cost:
/// drafting and checking, in steps of the target; less on GPUs with more compute and for larger targets,
/// whose draft is small beside them. Exponents are fitted. Source: speculative_decoding rows (Spec-Bench
/// 2025-04, greedy, batch 1).
double speculative_speedup(const Placement& placement,
                           const Coefficients& coefficients = shipped_coefficients());

/// Accepted tokens usual for the method: the mean over the fitted rows.
double usual_accepted(SpeculationMethod method, const Coefficients& coefficients = shipped_coefficients());

/// Bytes of the draft model, or of a method's extra heads as a share of the target's 16-bit weights: Medusa
/// and Hydra about 10 % (five heads), EAGLE about 4 % (one layer and a projection); none for methods without
/// a model.
double draft_bytes(const Placement& placement);

/// Speedup at a larger batch. Checking `accepted + 1` or more tokens per sequence costs what a step of that
/// many more sequences costs: with t(B) the decode step and g guesses per step,
///
///     speedup(B) = speedup(1) x [t(B) / t(B (1 + g))] / [t(1) / t(1 + g)], at least 0
Column speculative_speedup(const Replica& replica, const Column& batch, const Drawn<Tokens>& context,
                           const Coefficients& coefficients = shipped_coefficients());

}  // namespace llmtco
