#pragma once
#include "serving/simulate.h"

namespace llmtco::serving {

/// One replica of several ranks, each with a scheduler, a queue and a share of the blocks of its own, in lockstep: a round
/// takes as long as the slowest of their steps.
///
///     attention data   the ranks of attention data parallelism. Experts are shared, so all wait for each other in every
///                      layer: a rank's step counts its tokens, sequences and contexts times the number of ranks, as if all
///                      had as many, but for the experts' part of prompts, which all compute together
///     pipeline         the batches that are under way in a pipeline of as many stages. A step is the time of one batch
///                      through all stages; the stages work on different ones, so that in a round each gets through once.
///                      A batch comes back after p of the longest stage's times, which is the step of the slowest batch
///
/// A request goes to the rank with the fewest that wait or run, the first of several, when the round after its arrival
/// begins, and stays there. Of a pipeline with attention data parallelism there are p batches of every rank.
///
/// Left out: the time by which batches of a pipeline follow each other, so that each could let requests in at another
/// time; prompts of which the next chunk follows before the last is through.
Simulation simulate_ranks(const Load& load, const StepTime& step_time, const EngineSettings& settings);

/// What one of the ranks has, and how long its steps take.
EngineSettings rank_settings(const EngineSettings& settings);
StepTime rank_step_time(const StepTime& step_time, const EngineSettings& settings);

}  // namespace llmtco::serving
