#pragma once
#include <cstddef>
#include <vector>

namespace llmtco {

/// P(T > t) of Student's distribution: 0.05 for t = 1.895 and 7 degrees. Requires degrees >= 1.
double student_tail(double t, std::size_t degrees);
/// The t with P(T > t) = tail. Requires 0 < tail <= 0.5.
double student_quantile(double tail, std::size_t degrees);

/// What of several tests counts, and how strictly each was judged.
struct Corrected {
  bool significant;
  double level;  ///< that the p-value of this one was held against
};
/// Holm's step-down correction: the chance that any of the tests is significant by chance is at most alpha, however
/// they depend on each other. The smallest of m p-values is held against alpha / m, the next against alpha / (m - 1),
/// until one is not below; those behind it are not either, at the level at which it stopped.
///     alpha 0.05, p 0.01, 0.04, 0.03 -> 0.01 <= 0.0167 yes; 0.03 <= 0.025 no; 0.04 no
/// Source: Holm, Scandinavian Journal of Statistics 6(2), 1979.
std::vector<Corrected> holm(const std::vector<double>& p_values, double alpha);

}  // namespace llmtco
