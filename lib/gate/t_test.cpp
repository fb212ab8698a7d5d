#include "gate/t_test.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "random/special.h"

namespace llmtco {

double student_tail(double t, std::size_t degrees) {
  assert(degrees >= 1);
  // P(T > t) is half the lower tail of Beta(n/2, 1/2) at n / (n + t^2), for t >= 0 (Abramowitz and Stegun 26.7.1).
  const double n = static_cast<double>(degrees);
  if (std::isinf(t)) return t > 0 ? 0 : 1;
  const double tail = 0.5 * detail::beta_tails(n / 2, 0.5, n / (n + t * t)).lower;
  return t >= 0 ? tail : 1 - tail;
}

double student_quantile(double tail, std::size_t degrees) {
  assert(tail > 0 && tail <= 0.5);
  double low = 0, high = 1;
  while (student_tail(high, degrees) > tail) high *= 2;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (student_tail(middle, degrees) > tail ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

std::vector<Corrected> holm(const std::vector<double>& p_values, double alpha) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<Corrected> result(p_values.size());
  bool stopped = false;
  double level = alpha;
  for (std::size_t k = 0; k < order.size(); ++k) {
    if (!stopped) level = alpha / static_cast<double>(order.size() - k);
    stopped = stopped || !(p_values[order[k]] <= level);
    result[order[k]] = {!stopped, level};
  }
  return result;
}

}  // namespace llmtco
