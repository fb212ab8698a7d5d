#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace llmtco::detail {

inline constexpr std::size_t most_sobol_dimensions = 3667;

/// Direction numbers v_0 ... v_31 of the first `dimensions` dimensions, dimension by dimension, with bits
/// reversed: bit 0 is worth 1/2. Point n of the sequence is the exclusive or of v_k over the bits k set in n.
/// From S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J.
/// Sci. Comput. 30 (2008), as tabulated in Boost.Random.
std::vector<std::uint32_t> sobol_directions(std::size_t dimensions);

}  // namespace llmtco::detail
