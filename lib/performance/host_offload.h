#pragma once
#include "performance/step.h"

namespace llmtco {

/// What GPUs keep of a model of which the host keeps a part, and what the host keeps. Layers count as alike, as
/// they do between GPUs; the head is on a GPU, the embedding on the host.
///
/// Worked example, Llama 3.1 8B in 16 bits with 8 of 32 layers on the host: 24/32 x 13.96 = 10.47 GB of layers
/// and 1.05 GB of head on the GPU, 3.49 GB of layers and 1.05 GB of embedding on the host; a token's keys and
/// values 98,304 B on the GPU and 32,768 B on the host.
Shape on_gpus(const Shape& whole);
Shape on_host(const Shape& whole);

/// A matrix of the host's that a GPU holds while it computes prompts on it, the largest: of a layer's experts
/// together, or of its feed-forward layer. gpt-oss-120b: 60.1 GB of experts / (36 layers x 3) = 0.56 GB.
Bytes host_matrix(const Placement& placement, const Shape& whole);

/// A step of T tokens. Below 32 the GPUs compute their layers, and the host its own, one after another:
///
///     t    = gpus + (read^p + compute^p)^(1/p) + hops x hop                    p = host_blend
///     read = (weights of layers + experts x touched + sequences x keys and values) / (share x bandwidth)
///     hops = 2 for layers, which lie together, and 2 for each layer whose experts alone are there
///
/// From 32 on the host's weights, and the keys and values behind the prompt, cross the link once for every
/// micro-batch of 512, and the GPUs compute all layers:
///
///     t    = gpus with all layers + max(1, T / 512) x (weights + experts x touched + keys and values) / (share x link)
///
/// Worked example, 20.0 GB of a 70B model's layers on a host of 83 GB/s, one token, no context: 20.0 / (0.78 x
/// 83) = 0.309 s read; 33e9 weights x 2 / (15 x 83e9) = 0.053 s computed; (0.309^1.5 + 0.053^1.5)^(2/3) = 0.323
/// s. A prompt of 512 behind PCIe 4.0 x16: 20.0 / (0.6 x 32) = 1.04 s besides the GPU's time. Left out: copies
/// that overlap with computing, and the host's launches of kernels that its own layers do not need.
StepTime offloaded_step(const Shape& whole, const Parallelism& parallel, const Profile& profile,
                        const StepWork& work, const PartFactors& parts);

/// The same at the datasheet's rates: below 32 tokens the sum of both, since a layer waits for the one before;
/// else the longer of copying and computing.
Drawn<Seconds> offloaded_roofline(const Shape& whole, const Parallelism& parallel, const Profile& profile,
                                  const StepWork& work);

}  // namespace llmtco
