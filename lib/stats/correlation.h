#pragma once

#include <span>
#include <vector>

// First measures of how sensitive a result is to an input; no command prints them yet.
namespace llmtco {

/// Linear correlation of two series; 0 when one of them does not vary.
double pearson(std::span<const double> a, std::span<const double> b);

/// Correlation of the ranks; equal values share the mean of their ranks. Sorts: for some thousand draws.
double spearman(std::span<const double> a, std::span<const double> b);

/// Rank of each value, 0 for the smallest; equal values share the mean of their ranks.
std::vector<double> ranks(std::span<const double> values);

}  // namespace llmtco
