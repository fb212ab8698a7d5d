#pragma once

/// Elementary functions of one number whose bits are those of the column functions, on every machine and
/// compiler; std::exp and its like differ between C libraries and processors. Whatever ends in a Monte Carlo
/// result and needs one of these takes it from here. Ranges and accuracy: columns/column_math.h.
namespace llmtco::repeatable {

double exp(double x);
double log(double x);
double log1p(double x);
double pow(double x, double y);
double normal_cdf(double z);
/// P(Z > z): keeps its relative accuracy where 1 - normal_cdf(z) would lose it.
double normal_upper_tail(double z);
double normal_quantile(double u);
/// Density of the standard normal, exp(-z^2/2) / sqrt(2 pi).
double normal_density(double z);

}  // namespace llmtco::repeatable
