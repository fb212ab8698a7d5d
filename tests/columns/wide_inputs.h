#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "columns/column.h"

/// Doubles of every kind: all exponents from subnormal to
/// infinity, both signs, both zeros, NaN, ordinary ranges.
inline std::vector<double> wide_inputs() {
  constexpr double inf = std::numeric_limits<double>::infinity();
  std::vector<double> x = {0.0,
                           -0.0,
                           1,
                           -1,
                           0.5,
                           2,
                           inf,
                           -inf,
                           std::nan(""),
                           0x1p-1074,
                           0x1p-1022,
                           -0x1p-1074,
                           std::numeric_limits<double>::max(),
                           709.78,
                           709.79,
                           -708.4,
                           -745.1,
                           -745.2,
                           37,
                           -37,
                           39,
                           -38.5,
                           0x1p-53,
                           1 - 0x1p-53,
                           1 + 0x1p-52,
                           0.5 - 0x1p-54,
                           0.00048,
                           1e-4,
                           1e-7,
                           1e-16};
  std::uint64_t state = 88172645463325252u;
  const auto next = [&] {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
  };
  while (x.size() < 4 * llmtco::block_draws) x.push_back(std::bit_cast<double>(next()));  // any bit pattern
  while (x.size() < 6 * llmtco::block_draws) x.push_back(static_cast<double>(next() >> 11) * 0x1p-53);
  while (x.size() < 8 * llmtco::block_draws)
    x.push_back((static_cast<double>(next() >> 11) * 0x1p-53 - 0.5) * 1500);
  while (x.size() < 9 * llmtco::block_draws)
    x.push_back((static_cast<double>(next() >> 11) * 0x1p-53 - 0.5) * 78);
  while (x.size() < 10 * llmtco::block_draws)
    x.push_back(1 + (static_cast<double>(next() >> 11) * 0x1p-53 - 0.5) * 0.1);
  return x;
}

/// Block `b` of the inputs as a column.
inline llmtco::Column block_of(const std::vector<double>& x, std::size_t b) {
  llmtco::Column column = llmtco::Column::uninitialised();
  for (std::size_t i = 0; i < llmtco::block_draws; ++i)
    column.values()[i] = x[(b * llmtco::block_draws + i) % x.size()];
  return column;
}

/// Equal bits, or NaN both: the sign and payload of a NaN are not fixed by the processor.
inline bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
         (std::isnan(a) && std::isnan(b));
}
