#include "stats/sums.h"

#include <algorithm>
#include <bit>
#include <cassert>

#include "columns/block.h"
#include "stats/kernels.h"

namespace llmtco {

namespace {

/// run(begin, end) for runs of at most 1,024, added as a tree: the left half is the largest power of two of
/// runs below the whole.
template <class Run>
double tree_sum(std::size_t begin, std::size_t end, std::size_t longest, const Run& run) {
  const std::size_t count = end - begin;
  if (count <= longest) return run(begin, end);
  const std::size_t middle = begin + std::bit_floor(count - 1);
  return tree_sum(begin, middle, longest, run) + tree_sum(middle, end, longest, run);
}

/// Sum of term(i) for i in [begin, end), at most 1,024 of them.
template <class Term>
double run_sum(std::size_t begin, std::size_t end, const Term& term) {
  double part[8] = {};
  std::size_t i = begin;
  for (; i + 8 <= end; i += 8) {
    for (std::size_t k = 0; k < 8; ++k) part[k] += term(i + k);
  }
  for (std::size_t k = 0; i < end; ++i, ++k) part[k] += term(i);
  return ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]));
}

}  // namespace

double sum(std::span<const double> values) {
  return tree_sum(0, values.size(), block_draws, [&](std::size_t begin, std::size_t end) {
    return run_sum(begin, end, [&](std::size_t i) { return values[i]; });
  });
}

double sum_of_runs(std::span<const double> runs) {
  if (runs.empty()) return 0;
  return tree_sum(0, runs.size(), 1, [&](std::size_t begin, std::size_t) { return runs[begin]; });
}

double sum_of_squares(std::span<const double> values, double centre) {
  const auto squares = detail::stats_kernels::kernels().squares;
  return tree_sum(0, values.size(), block_draws, [&](std::size_t begin, std::size_t end) {
    return squares(values.data() + begin, end - begin, centre);
  });
}

double sum_of_products(std::span<const double> a, double centre_a, std::span<const double> b,
                       double centre_b) {
  assert(a.size() == b.size());
  return tree_sum(0, a.size(), block_draws, [&](std::size_t begin, std::size_t end) {
    return run_sum(begin, end, [&](std::size_t i) { return (a[i] - centre_a) * (b[i] - centre_b); });
  });
}

double mean(std::span<const double> values) {
  assert(!values.empty());
  return sum(values) / static_cast<double>(values.size());
}

}  // namespace llmtco
