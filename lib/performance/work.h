#pragma once
#include "performance/load.h"

/// Steps' work for the kinds of load; internal to the module.
namespace llmtco {

/// KV bytes read for one token of a sequence with `context` tokens, over all GPUs.
Column sequence_kv(const Shape& shape, const Column& context);

StepWork decode_work(const Shape& shape, const Column& batch, const Column& context);

/// `tokens` prompt tokens that look back on `mean_past` tokens each on average, of `prompts` prompts.
StepWork prompt_work(const Shape& shape, const Column& tokens, const Column& mean_past,
                     const Column& prompts);

/// The average step of a replica at a full queue: `batch` requests, each decoding `beams` sequences, and as
/// many prompt tokens as keep the batch full: batch x input / output.
StepWork mixed_work(const Shape& shape, const Column& batch, const Column& input, const Column& output,
                    const Column& cached, double beams);

/// Requests that fit the KV memory: at their full length where the engine reserves it, else at their mean
/// length.
Column batch_that_fits(const Replica& replica, const RequestShape& request);

/// A prompt's time on a busy machine, in seconds: the whole step that computes it and nothing else (weights
/// are read, kernels launched), and what it adds to the steps of the others (its compute alone).
struct PromptTime {
  Column alone, stall;
};
PromptTime prompt_time(const Replica& replica, const Column& input, const Column& cached,
                       const Factors& factors);

/// (host^3 + gpu^3)^(1/3).
Column host_and_gpu(const Column& host, const Column& gpu);

}  // namespace llmtco
