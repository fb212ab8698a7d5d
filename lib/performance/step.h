#pragma once
#include <optional>

#include "performance/profile.h"
#include "units/quantity.h"

namespace llmtco {

/// What limits a step: the largest of its parts.
enum class Bound { weights, kv, compute, communication, overhead };
const char* to_text(Bound bound);

/// One iteration of an engine: sequences that each get a token, and prompt tokens computed with them.
struct StepWork {
  Column sequences{0.0};  ///< decoded
  Column kv_bytes{0.0};   ///< read for them, over all GPUs that share one sequence
  Column prompt_tokens{0.0};
  Column prompt_pairs{0.0};         ///< sum over prompt tokens of the tokens each looks back on
  Column prompt_window_pairs{0.0};  ///< the same where layers have a window
  Column heads{0.0};                ///< tokens that need logits
};

/// The parts of a step's time, which add up to its total but for the blend of weights and compute:
///
///     t = (weights^p + compute^p)^(1/p) + kv + attention + activations + communication + overhead
struct StepTime {
  Drawn<Seconds> weights, compute, kv, attention, activations, communication, overhead;
  Drawn<Seconds> total;
};

/// What a calibration makes of the parts of a step, one value per draw: multipliers of their times, and the
/// exponent between reading weights and computing in place of the profile's.
struct PartFactors {
  Column weights{1.0}, compute{1.0}, kv{1.0}, attention{1.0};
  std::optional<Column> blend{};
};

/// Reads weights once:
///
///     weights       (dense + head) / tp / bw + experts x touched / gpus / bw + expansion of quantized
///     weights compute       2 x (dense parameters x T + expert parameters x (k T + tile x touched experts) +
///     head x sequences) / rate touched       1 - (1 - k/E)^T, the expected share of experts that T tokens
///     pick kv            (bytes / slices + layers x knee) / bw: the bandwidth reached rises with batch and
///     context communication 2 x layers x (latency x log2(tp) + T x hidden x 2 B x 2 (tp-1)/tp / link),
///     nothing for tp = 1
StepTime step_time(const Shape& shape, const Parallelism& parallel, const Profile& profile,
                   const StepWork& work, const PartFactors& parts = {});

/// The least the datasheet allows for the same work: the longest of bytes / bandwidth and FLOP / peak.
Drawn<Seconds> roofline(const Shape& shape, const Parallelism& parallel, const Profile& profile,
                        const StepWork& work);

Bound bound_of(const StepTime& time);

}  // namespace llmtco
