#pragma once
#include "routing/answer_times.h"

namespace llmtco::routing {

/// Share of questions on which most of n samples of one model are right (self-consistency). How often a sample is right
/// differs from question to question as Beta(a, b) with mean p and correlation rho = 1 / (a + b + 1) of two samples of one
/// question, so that the number of right ones is beta-binomial:
///
///     P(k right) = C(n, k) prod_{i<k} (p (1 - rho) + i rho) prod_{i<n-k} ((1 - p) (1 - rho) + i rho)
///                  / prod_{i<n} (1 - rho + i rho)
///
/// A majority is right where k > n / 2, and half of the times where k = n / 2.
///
/// Example: p 0.7, n 3: independent samples 3 x 0.49 x 0.3 + 0.343 = 0.784; rho 0.5: 3 x 0.35 x 0.85 x 0.15 / 0.75 +
/// 0.35 x 0.85 x 1.35 / 0.75 = 0.1785 + 0.5355 = 0.714. At rho 1 a sample more says nothing new: 0.7.
/// Left out: wrong answers that differ from each other, so that fewer right ones would be the most.
/// Requires n >= 1, 0 <= rho < 1. Source: J. Skellam, J. R. Stat. Soc. B 10, 1948, for the distribution.
Column majority_right(int samples, const Column& right, const Column& correlation);

/// All samples are asked at once, and the vote waits for the slowest: quantiles p of the latest of n independent times
/// are those at p^(1/n) of one. It is taken for the shifted lognormal with its 5th, 50th and 95th percentile a, b and c:
///
///     shift = (a c - b^2) / (a + c - 2 b)
///
/// so that its 99th is within 1 % for p95 / p50 of a sample up to 2 and within 3 % up to 3.7.
///
/// Example: three of (1, 2) s: median = quantile at 0.7937, exp(0.421404 x 0.8193) = 1.4123 s.
AnswerTimes slowest_of(int samples, const AnswerTimes& one);

}  // namespace llmtco::routing
