#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>

#include "columns/column_access.h"
#include "columns/kernels.h"
#include "stats/series.h"

namespace llmtco {
namespace {

using detail::Binary;

/// a op b, block by block.
Series combined(Binary operation, const Series& a, const Series& b) {
  assert(a.size() == b.size());
  const std::size_t blocks = a.size() / block_draws;
  if (a.is_constant() && b.is_constant()) {
    return Series(blocks, detail::combine(operation, a.constant(), b.constant(), nullptr).constant());
  }
  const int columns = (a.is_constant() ? 0 : 1) | (b.is_constant() ? 0 : 2);
  const auto kernel = detail::kernels().binary[static_cast<int>(operation)][columns];
  const double constant_a = a.is_constant() ? a.constant() : 0,
               constant_b = b.is_constant() ? b.constant() : 0;
  Series result(blocks);
  for (std::size_t block = 0; block < blocks; ++block) {
    const double* x = a.is_constant() ? &constant_a : a.values().data() + block * block_draws;
    const double* y = b.is_constant() ? &constant_b : b.values().data() + block * block_draws;
    kernel(result.begin_block(block), x, y);
    result.end_block(block);
  }
  result.finish();
  return result;
}

}  // namespace

bool is_zero(const Series& series) {
  return series.is_constant() && std::bit_cast<std::uint64_t>(series.constant()) == 0;
}

bool all_positive(const Series& series) {
  if (series.is_constant()) return series.constant() > 0;
  for (const BlockSummary& block : series.blocks()) {
    if (block.missing || !(block.low > 0)) return false;
  }
  return true;
}

bool has_missing(const Series& series) {
  if (series.is_constant()) return std::isnan(series.constant());
  const auto blocks = series.blocks();
  return std::any_of(blocks.begin(), blocks.end(), [](const BlockSummary& block) { return block.missing; });
}

Series difference(const Series& b, const Series& a) { return combined(Binary::subtract, b, a); }

Series quotient(const Series& a, const Series& b) {
  if (is_zero(a) && all_positive(b)) return Series(a.size() / block_draws, 0.0);
  return combined(Binary::divide, a, b);
}

}  // namespace llmtco
