#pragma once
#include <vector>

#include "latency/component.h"

namespace llmtco::latency_parts {

/// Components a sum has at most; a cascade of two stages with two classes each has 4.
inline constexpr std::size_t most_components = 8;

/// The time of a and then b, independent: moments added, weights multiplied. Exact in draws in which one of
/// the two is the same for all requests: the other, shifted.
LatencyComponent sum(const LatencyComponent& a, const LatencyComponent& b);

/// One component for two: their weights summed, with mean, variance and (where with_moments() can) the third
/// moment of the mixture. With s_i = weight_i / (weight_a + weight_b), d_i = mean_i - mean:
///
///     mean = sum s_i mean_i,  variance = sum s_i (variance_i + d_i^2),
///     third = sum s_i (third_i + 3 variance_i d_i + d_i^3)
///
/// Example: a time of 1 s and one of 3 s, weights 0.25 each: mean 2 s, variance 1 s^2, third 0.
LatencyComponent merged(const LatencyComponent& a, const LatencyComponent& b);

/// Merges components until a sum of the two would have most_components at most: in the list that has more,
/// the two whose merging adds least to the variance within components, averaged over the draws (Ward):
///
///     weight_a weight_b / (weight_a + weight_b) (mean_a - mean_b)^2
void reduce(std::vector<LatencyComponent>& first, std::vector<LatencyComponent>& second);

}  // namespace llmtco::latency_parts
