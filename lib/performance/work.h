#pragma once
#include "performance/load.h"

/// Steps' work for the kinds of load; internal to the module.
namespace llmtco {

StepWork decode_work(const Column& batch, const Column& context);

/// `tokens` prompt tokens that look back on `mean_past` tokens each on average, of `prompts` prompts.
StepWork prompt_work(const Column& tokens, const Column& mean_past, const Column& prompts);

/// Prompt tokens computed at once, and how many times.
struct MicroBatches {
  Column tokens, count;
};
MicroBatches micro_batches(const Profile& profile, const Column& prompt);

/// The average step of a replica at a full queue: `batch` requests, each decoding `beams` sequences, and as
/// many prompt tokens as keep the batch full: batch x input / output.
StepWork mixed_work(const Column& batch, const Column& input, const Column& output, const Column& cached,
                    double beams);

/// Requests that fit the KV memory: at their full length where the engine reserves it, else at their mean
/// length.
Column batch_that_fits(const Replica& replica, const RequestShape& request, const Column& memory_factor);

/// A prompt's time on a busy machine, in seconds: the whole step that computes it and nothing else (weights are
/// read, kernels launched), and what it adds to the steps of the others (its compute alone, and copies of the
/// host's weights).
struct PromptTime {
  Column alone, stall;
};
PromptTime prompt_time(const Replica& replica, const Column& input, const Column& cached,
                       const Factors& factors);

/// (host^3 + gpu^3)^(1/3).
Column host_and_gpu(const Column& host, const Column& gpu);

/// What of a closed loop does not depend on how many requests are in flight.
struct Loop {
  Column output;          ///< tokens, at least 1
  Drawn<Tokens> context;  ///< mean, of a request being answered
  PromptTime prompt;
  Column stall;  ///< seconds that a newcomer's prompt adds to the steps of the others
  Column fits;   ///< requests, the engine's limit included
};
Loop loop_of(const Replica& replica, const RequestShape& request, const Factors& factors);

/// One step of a loop with `batch` requests in flight, at most those that fit, and the time per token with
/// the prompts of newcomers and the host's work in it.
struct LoopStep {
  Timed step;
  Column tpot;  ///< seconds
};
LoopStep loop_step(const Replica& replica, const Loop& loop, const Column& batch, const Factors& factors);

}  // namespace llmtco
