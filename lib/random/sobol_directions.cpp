#include "random/sobol_directions.h"

#include <boost/random/sobol.hpp>

namespace llmtco::detail {
namespace {

std::uint32_t reversed(std::uint32_t x) {
  std::uint32_t result = 0;
  for (int bit = 0; bit < 32; ++bit) result |= ((x >> bit) & 1u) << (31 - bit);
  return result;
}

}  // namespace

std::vector<std::uint32_t> sobol_directions(std::size_t dimensions) {
  static_assert(boost::random::default_sobol_table::max_dimension == most_sobol_dimensions);
  boost::random::sobol_engine<std::uint32_t, 32> engine(dimensions);
  std::vector<std::uint32_t> directions(32 * dimensions);
  for (int k = 0; k < 32; ++k) {
    // The engine walks in Gray code and leaves out the zero point: seed(n) stands at the code of n + 1, and
    // the code of 2^(k+1) - 1 is the single bit k.
    engine.seed(static_cast<std::uint32_t>((std::uint64_t{2} << k) - 2));
    for (std::size_t d = 0; d < dimensions; ++d)
      directions[32 * d + static_cast<std::size_t>(k)] = reversed(engine());
  }
  return directions;
}

}  // namespace llmtco::detail
