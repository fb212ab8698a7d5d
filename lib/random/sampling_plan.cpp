#include "random/sampling_plan.h"

#include <algorithm>
#include <bit>

#include "columns/block.h"

namespace llmtco {

namespace {
constexpr std::size_t least_replicates = 8;
/// Results of so many draws stay in a processor's cache while they are summed up.
constexpr std::size_t most_points = std::size_t{1} << 15;
}  // namespace

std::size_t SamplingPlan::blocks() const { return draws() / block_draws; }

SamplingPlan plan_for(SamplingMethod method, std::size_t wanted) {
  wanted = std::max(wanted, block_draws);
  const std::size_t points = std::min(std::bit_floor(wanted / least_replicates), most_points);
  std::size_t replicates = (wanted + points - 1) / points;
  const std::size_t together =
      points < block_draws ? block_draws / points : 1;  // replicates that fill a block
  replicates = (replicates + together - 1) / together * together;
  return {method, replicates, points};
}

}  // namespace llmtco
