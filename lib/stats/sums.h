#pragma once

#include <cstddef>
#include <span>

/// Sums in an order fixed by the positions of the values alone: eight interleaved partial sums in every run
/// of 1,024, and a binary tree over the runs. Whoever computed the values, and on how many threads, the bits
/// are the same; the rounding error grows with the logarithm of the count.
namespace llmtco {

double sum(std::span<const double> values);
/// The sum of all values from those of their runs of 1,024, in the same order.
double sum_of_runs(std::span<const double> runs);
/// Sum of (value - centre)^2.
double sum_of_squares(std::span<const double> values, double centre);
/// Sum of (a - centre_a)(b - centre_b).
double sum_of_products(std::span<const double> a, double centre_a, std::span<const double> b,
                       double centre_b);

double mean(std::span<const double> values);

}  // namespace llmtco
