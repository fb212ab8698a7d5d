#pragma once

#include <cstddef>
#include <cstdint>

#include "text/names.h"

namespace llmtco {

/// sobol: scrambled Sobol' points, the default; plain: independent draws, for checks.
enum class SamplingMethod { sobol, plain };

inline constexpr Names<SamplingMethod, 2> sampling_method_names{
    {{{SamplingMethod::sobol, "sobol"}, {SamplingMethod::plain, "plain"}}}};

/// How many draws a run has and how they fall into replicates: independent repetitions of the same estimate,
/// from whose spread every interval is computed. Draw i is point i % points of replicate i / points.
struct SamplingPlan {
  SamplingMethod method;
  std::size_t replicates;
  std::size_t points;  // of a replicate; a power of two

  std::size_t draws() const { return replicates * points; }
  std::size_t blocks() const;
};

/// The smallest plan of at least `wanted` draws: points is the largest power of two up to 32,768 that leaves
/// 8 replicates or more, then replicates covers `wanted` and fills whole blocks of 1,024.
///     8,192 -> 8 x 1,024       10,000 -> 10 x 1,024 = 10,240       1,000,000 -> 31 x 32,768 = 1,015,808
/// Sobol' points lose their balance unless a replicate is a power of two; the replicates absorb the rest.
SamplingPlan plan_for(SamplingMethod method, std::size_t wanted);

}  // namespace llmtco
