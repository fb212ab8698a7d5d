#pragma once
#include "workload/lengths.h"

namespace llmtco {

/// The slowest of some times that do not depend on each other, in powers of the mean of one.
struct Slowest {
  Column mean;    ///< E[max] / m
  Column square;  ///< E[max^2] / m^2
};

/// Of `count` >= 1 lognormals of one mean m and coefficient of variation cv. With s^2 = log(1 + cv^2), and Y standard
/// normal, the order statistic is
///
///     E[max]   = m   count E[Phi(Y + s)^(count - 1)]
///     E[max^2] = m^2 count E[Phi(Y + 2 s)^(count - 1)] (1 + cv^2)
///
/// by the trapezoidal rule in steps of a quarter, which is exact to 1e-13 up to 10 of them, 1e-8 up to 100 and 1e-5 up to
/// 1,000. One is itself; without a spread all are as slow.
///
/// Example: of two, E[Phi(Y + s)] = Phi(s / sqrt(2)). At cv 1, s = 0.832555: E[max] = 2 Phi(0.588705) = 1.443941 times the
/// mean, E[max^2] = 2 x 2 Phi(1.177410) = 3.521936, deviation sqrt(3.521936 - 2.084966) = 1.198737.
Slowest slowest_of(const Column& count, const Column& cv);

/// Time from the answer of a call to the next call, in which `calls` tools are called, `at_once` of them side by side: waves
/// one after the other, each as long as the slowest of its tools. With q full waves and r tools in the last,
///
///     k = q at_once + r,   mean(k) = q E[max of at_once] + E[max of r],   variance(k) = the same sum of variances
///
/// Where `calls` is not whole, f of the pauses have the next whole number k + 1 and the others k:
///
///     mean = (1 - f) mean(k) + f mean(k + 1)
///     variance = (1 - f) variance(k) + f variance(k + 1) + f (1 - f) (mean(k + 1) - mean(k))^2
///
/// Example: 3 tools of 2 s each with cv 1. One after another 6 s with cv 1 / sqrt(3); two at once (1.443941 + 1) x 2 =
/// 4.888 s with deviation 2 sqrt(1.436970 + 1) = 3.122 s; all at once 3.506 s. More at once never take longer, as E[max] grows
/// by less with each tool more.
///
/// Left out: that a tool of the next wave may start as soon as one ends; tools that slow each other down; tools of unlike
/// kinds.
MeanAndCv<Drawn<Seconds>> time_between_calls(const MeanAndCv<Drawn<Seconds>>& one, const Column& calls,
                                             const Column& at_once);

/// Share of the pauses between the calls of a task that are at most so long: their time is lognormal.
///
///     Phi((log(limit / mean) + s^2 / 2) / s),   s^2 = log(1 + cv^2)
///
/// and 1 or 0 where all are alike. Example: 2 minutes on average with cv 1, at most 5: s = 0.832555,
/// Phi((0.916291 + 0.346574) / 0.832555) = Phi(1.516855) = 93.53 %.
Column pauses_within(const Drawn<Seconds>& limit, const TaskLengths& lengths);

}  // namespace llmtco
