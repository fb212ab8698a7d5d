#pragma once
#include "performance/placement.h"
#include "units/units.h"

namespace llmtco {

/// What a GPU's driver gives to programs of what it reports. NVIDIA's keeps 0.3 GiB and 0.25 % for itself, so
/// that CUDA reports less than nvidia-smi: H100 79.65 - 0.50 = 79.15 GiB (79.19 in messages), RTX 4090 23.99 -
/// 0.36 = 23.63 (23.64), L4 22.49 - 0.36 = 22.14 (22.03 to 22.17), H200 140.40 - 0.65 = 139.75 (139.72 to
/// 139.81). Source: totals in out-of-memory messages of PyTorch, which differ by 0.1 GiB between drivers.
Bytes given_to_programs(const Accelerator& accelerator);

/// The largest step that an engine computes when it finds out how much memory is left, on one GPU.
///
///     T tokens, S sequences with logits, V vocabulary, h hidden, f width of dense feed-forward layers, tp GPUs that share
///     a layer, e width of an expert of which a token takes k
///
///     activations = max(S V logit bytes + 2 T h 2 B,  T (3 f / tp + 4 h) 2 B) + experts
///     experts     = T k (max(e / tp, h) + max(2 e / tp, h)) 2 B where they have buffers of their own
///
/// The first is sampling, of every GPU the whole vocabulary, the second a layer (two matrices before the
/// product instead of three where it is not gated). Worked example, Llama 3.1 8B under vLLM on an H100, T =
/// 8,192 and S = 1,024: 1,024 x 128,256 x 14 B + 2 x 8,192 x 4,096 x 2 B = 1.84 + 0.13 GB = 1.84 GiB; logged:
/// 1.89, with one GPU, two and four. Llama 3 8B under llama.cpp, T = S = 512: 512 x 128,256 x 4 B + 512 x 4,096
/// x 4 B = 258.5 MiB, as logged. Left out: what towers for pictures compute.
Bytes activations(const Placement& placement);

/// What lies outside of the allocator: driver's context, libraries, graphs, and with several GPUs to a layer
/// the buffers of collectives, fewer over PCIe alone. Chips that keep everything in SRAM hold little of it, a
/// fiftieth of their memory; on a CPU it is the operating system and the engine itself, 2 GB.
Bytes outside(const Placement& placement);

/// Share of the memory an engine takes: as the placement says; else as the engine works it out from the card
/// (rule fixed) or takes by default.
///
///     fixed   1 - (base + tokens x per token + sequences x per sequence + GPUs x per GPU) / total
///
/// Worked example, SGLang on one H100: 512 + 8,192 x 1.5 + 256 x 2 + 128 = 13,440 MiB of 81,559: 0.835.
double memory_share(const Placement& placement);

/// Standard deviation of the logarithm of activations and what lies outside.
double memory_spread(const Placement& placement);

}  // namespace llmtco
