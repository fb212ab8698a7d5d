#pragma once
#include <optional>

#include "performance/profile.h"
#include "text/names.h"
#include "units/quantity.h"

namespace llmtco {

/// What limits a step: the largest of its parts.
enum class Bound { weights, kv, compute, communication, overhead, host };
inline constexpr Names<Bound, 6> bound_names{{{{Bound::weights, "weights"},
                                               {Bound::kv, "kv"},
                                               {Bound::compute, "compute"},
                                               {Bound::communication, "communication"},
                                               {Bound::overhead, "overhead"},
                                               {Bound::host, "host"}}}};

constexpr std::string_view to_text(Bound bound) { return bound_names.to_text(bound); }

/// One iteration of an engine: sequences that each get a token, and prompt tokens computed with them.
struct StepWork {
  Column sequences{0.0};  ///< decoded
  Column context{0.0};    ///< tokens behind each of them, on average
  double beams = 1;  ///< of one request, which share its prompt's keys and values: read once for all of them
  Column own{0.0};   ///< tokens behind each beam that the others do not share
  Column prompt_tokens{0.0};
  Column prompt_past{0.0};  ///< tokens behind each prompt token, on average
  Column heads{0.0};        ///< tokens that need logits
};

/// The parts of a step's time, which add up to its total but for the blend of weights and compute:
///
///     t = (weights^p + compute^p)^(1/p) + kv + attention + activations + communication + overhead
///
/// Routed experts run in kernels of their own: their weights and compute are blended apart, with an exponent of
/// their own.
struct StepTime {
  Drawn<Seconds> weights, compute, kv, attention, activations, communication, overhead;
  Drawn<Seconds> experts = Drawn<Seconds>(Column(0.0));  ///< part of `compute`: routed experts
  /// Of the host's part of the model (host_offload.h), besides all of these.
  Drawn<Seconds> host = Drawn<Seconds>(Column(0.0));
  Drawn<Seconds> total;
};

/// All of them, for what is done to each.
inline constexpr Drawn<Seconds> StepTime::*step_parts[] = {
    &StepTime::weights,     &StepTime::compute,       &StepTime::kv,       &StepTime::attention,
    &StepTime::activations, &StepTime::communication, &StepTime::overhead, &StepTime::experts,
    &StepTime::host,        &StepTime::total};

/// What a calibration makes of the parts of a step, one value per draw: multipliers of their times, and the
/// exponent between reading weights and computing in place of the profile's.
struct PartFactors {
  Column weights{1.0}, compute{1.0}, kv{1.0}, attention{1.0};
  std::optional<Column> blend{};
};

/// How the latency of an all-reduce grows with log2 of the GPUs: one-shot kernels write to all others at once
/// (0.25 to 0.3 of TensorRT-LLM, 0.1 to 0.2 of vLLM in the kernel tables), rings pass on (0.6 to 0.8 of NCCL).
inline constexpr double allreduce_growth = 0.3;

/// Reads weights once. T tokens in the step, tp slices of a layer, dp ranks of attention data parallelism,
/// n = tp x dp GPUs that work on one layer, E experts of which each token takes k:
///
///     weights        (((dense + head) / (tp x bw))^p + depth^p)^(1/p)
///                    + experts x imbalance x touched / (n x bw of experts) + time per touched expert and layer
///                    + dense parameters x expansion of quantized weights / tp
///     depth          (inner dimensions of all products, the cut ones / tp) x time per element: what a product
///                    takes however narrow it is
///     compute        2 x dense parameters x T / (n x rate) + 2 x head parameters x logits / (n x head rate)
///                    + 2 x expert parameters x (k T + tile x E x touched) / (n x expert rate)
///     touched        1 - (1 - k/E)^T, the expected share of experts that T tokens pick
///     kv             (sequences x read_bytes() / dp + layers x knee) / bw, states of linear layers included:
///                    the bandwidth reached rises with batch and context; of b beams b - 1 read their own alone
///     attention      FLOP / (n x rate) + passes x 4 B x scores / (n x bw) where it is not fused; of the prompt
///     activations    2 B x (passes x numbers of norms + product passes x (numbers of products, the cut ones / tp))
///                    x T / (dp x bw)
///     communication  2 x layers x (a^q + b^q)^(1/q), a = all-reduce x log2(n)^0.3,
///                    b = T / dp x hidden x 2 B x 2 (n - 1) / n / link; nothing for n = 1
///     overhead       kernels + step + sequence x sequences / dp + (GPUs of a layer split - 1) x hop
///                    + (stages of a pipeline - 1) x all-reduce
///
/// The knee counts in full from one sequence on, and not in a step that decodes none.
///
/// Where the host keeps a part of the model: offloaded_step() of host_offload.h.
StepTime step_time(const Shape& shape, const Parallelism& parallel, const Profile& profile,
                   const StepWork& work, const PartFactors& parts = {});

/// The least the datasheet allows for the same work: the longest of bytes / bandwidth and FLOP / peak.
Drawn<Seconds> roofline(const Shape& shape, const Parallelism& parallel, const Profile& profile,
                        const StepWork& work);

/// Both of GPUs that hold the whole of a shape; of unlike cards, one after another, the sum of each card's own
/// time for its share of the layers. Every part of a step grows with the layers, and so does the blend of two
/// of them, so that a card's time for a share is that share of its time for all; the head, which is on one
/// card, is shared like a layer. Worked example, halves on cards that would take 20 and 24 ms for all layers:
/// 10 + 12 = 22 ms.
StepTime gpu_step_time(const Shape& shape, const Parallelism& parallel, const Profile& profile,
                       const StepWork& work, const PartFactors& parts);
Drawn<Seconds> gpu_roofline(const Shape& shape, const Parallelism& parallel, const Profile& profile,
                            const StepWork& work);

/// What the roofline of a step is made of: bytes that one GPU moves, and seconds of its FLOP at the profile's peaks, which
/// with peaks of 1 are those FLOP.
Column moved_bytes(const Shape& shape, const Parallelism& parallel, const StepWork& work);
Column seconds_at_peak(const Shape& shape, const Parallelism& parallel, const Profile& profile,
                       const StepWork& work);

/// Bytes of keys and values that decoding reads, over the GPUs of one rank: of b beams b - 1 read their own alone.
Column cache_bytes(const Shape& shape, int tensor, const StepWork& work);

/// Share of the experts that T tokens touch: 1 - (1 - k/E)^T.
Column touched_share(const Shape& shape, const Column& tokens);

Bound bound_of(const StepTime& time);

}  // namespace llmtco
