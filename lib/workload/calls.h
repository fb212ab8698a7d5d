#pragma once
#include "columns/column.h"

namespace llmtco {

/// Model calls n of a task, without retries, over the tasks of each draw: 1 + X with a lognormal X, so that every task
/// makes one call at least. Formulas that take n to its square are exact for any distribution of this mean and
/// variance; what asks for its shape (how many tasks make more than k calls, how long they take) is exact for this one.
/// Numbers of calls are taken as continuous.
struct Calls {
  Column mean{1.0};
  Column cv{};  ///< standard deviation over the mean; 0: all tasks alike

  /// Whether all tasks of every draw make as many calls.
  bool alike() const { return cv.is(0); }

  /// (cv mean)^2, and nothing where the mean is 1, as no task makes fewer.
  Column variance() const;
  /// E[n (n - 1)] = mean (mean - 1) + variance: of 10 calls with cv 0.5, 90 + 25 = 115.
  Column pairs() const;
  /// E[(n - 1)(n - 2)] = (mean - 1)(mean - 2) + variance: 72 + 25 = 97.
  Column later_pairs() const;
  /// E[max(0, n - k)], k >= 0: calls after the first k. With K = k - 1 > 0 and X of mean m and s^2 = log(1 +
  /// variance / m^2),
  ///
  ///     m Phi((log(m / K) + s^2 / 2) / s) - K Phi((log(m / K) - s^2 / 2) / s)
  ///
  /// Example: mean 10, cv 0.5, k = 10: m = K = 9, s^2 = log(1 + 25 / 81) = 0.268990, s = 0.518642, so
  /// 9 (2 Phi(0.259321) - 1) = 1.8415.
  Column beyond(double k) const;
  /// Tasks that make more than k >= 1 calls, of a k that differs between draws: their share, and E[max(0, n - k)] and its
  /// square, E[max(0, n - k)^2]. With X and s as above, E[X^p; X > K] = m^p exp(p (p - 1) s^2 / 2) Phi(log(m / K) / s +
  /// (p - 1/2) s).
  ///
  /// Example: mean 10, cv 0.5, k = 10: K = m = 9, share Phi(-0.259321) = 0.39769, E[X^2; X > 9] = 106 Phi(0.777963) =
  /// 82.864, of X alone 9 x 0.60231 = 5.42079; square 82.864 - 18 x 5.42079 + 81 x 0.39769 = 17.503.
  struct Tail {
    Column share, mean, square;
  };
  Tail tail(const Column& k) const;
  /// The mean of it alone.
  Column beyond(const Column& k) const;
  /// Calls that all but a billionth of the tasks of any draw do not pass, of a draw's mean where all are alike.
  double most() const;
};

}  // namespace llmtco
