#include "random/sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <numeric>
#include <stdexcept>
#include <unordered_set>

#include "host/isa.h"
#include "random/kernels.h"
#include "random/philox.h"
#include "random/sobol_directions.h"

namespace llmtco {

namespace detail::random_kernels {

const Kernels& kernels() { return LLMTCO_KERNELS_BY_ISA; }

}  // namespace detail::random_kernels

Sampler::Sampler(SamplingPlan plan, std::uint64_t seed, std::vector<std::string> names, std::uint32_t stream)
    : plan_(plan), seed_(seed), stream_(stream), names_(std::move(names)) {
  assert(plan.draws() % block_draws == 0 && plan.points >= 8);
  std::vector<std::size_t> order(names_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return names_[a] < names_[b]; });
  make_ids(order);
  if (plan_.method == SamplingMethod::sobol) make_dimensions(order);
}

void Sampler::make_ids(const std::vector<std::size_t>& order) {
  ids_.resize(names_.size());
  std::unordered_set<std::uint32_t> taken;
  taken.reserve(names_.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const std::string& name = names_[order[rank]];
    if (rank > 0 && names_[order[rank - 1]] == name)
      throw std::invalid_argument(fmt::format("variable '{}' is named twice", name));
    std::uint32_t id = variable_id(name);
    for (int again = 1; !taken.insert(id).second; ++again)
      id = variable_id(fmt::format("{}#{}", name, again));
    ids_[order[rank]] = id;
  }
}

std::size_t Sampler::beyond_sequence() const {
  return plan_.method == SamplingMethod::sobol ? names_.size() - dimensions_.size() : 0;
}

void Sampler::make_dimensions(const std::vector<std::size_t>& order) {
  const std::size_t count = std::min(order.size(), detail::most_sobol_dimensions);
  if (count == 0) return;
  const std::vector<std::uint32_t> directions = detail::sobol_directions(count);
  dimension_of_.resize(order.size());
  dimensions_.resize(count);
  for (std::size_t rank = 0; rank < order.size(); ++rank) dimension_of_[order[rank]] = rank;
  for (std::size_t rank = 0; rank < count; ++rank) {
    Dimension& dimension = dimensions_[rank];
    std::copy_n(&directions[32 * rank], 32, dimension.directions.begin());
    const auto point = [&](std::size_t n) {
      std::uint32_t x = 0;
      for (std::size_t k = 0; k < 10; ++k) x ^= (n >> k & 1u) != 0 ? dimension.directions[k] : 0u;
      return x;
    };
    for (std::size_t j = 0; j < 8; ++j) dimension.low[j] = point(j);
    for (std::size_t j = 0; j < 128; ++j) dimension.high[j] = point(8 * j);
  }
}

Column Sampler::uniforms(std::size_t variable, std::size_t block) const {
  assert(variable < names_.size() && block < plan_.blocks());
  if (has_dimension(variable)) return sobol(variable, block);
  Column u = Column::uninitialised();
  detail::random_kernels::kernels().plain(u.values(), block * (block_draws / 2), ids_[variable], stream_,
                                          seed_);
  return u;
}

Column Sampler::sobol(std::size_t variable, std::size_t block) const {
  constexpr std::uint32_t scramble_stream = 0x80000000u;  // apart from the counters of plain draws
  const Dimension& dimension = dimensions_[dimension_of_[variable]];
  const std::size_t run = std::min(plan_.points, block_draws);  // points of one replicate in this block
  Column u = Column::uninitialised();
  double* out = u.values();
  for (std::size_t start = 0; start < block_draws; start += run) {
    const std::uint64_t draw = block * block_draws + start;
    const std::uint64_t replicate = draw / plan_.points;
    const PhiloxWords key =
        philox({static_cast<std::uint32_t>(replicate), static_cast<std::uint32_t>(replicate >> 32),
                ids_[variable], stream_ | scramble_stream},
               seed_);
    detail::random_kernels::SobolBlock points{
        dimension.low.data(), dimension.high.data(), 0, {key[0], key[1], key[2], key[3]}};
    // Within the block the table's index is the place in the block;
    // base moves it to the replicate's own point.
    const std::uint64_t first = draw % plan_.points;
    const std::uint64_t correction = first ^ start;
    for (std::size_t k = 0; k < 32; ++k)
      points.base ^= (correction >> k & 1u) != 0 ? dimension.directions[k] : 0u;
    detail::random_kernels::kernels().sobol(out, points, start / 8, (start + run) / 8);
  }
  return u;
}

}  // namespace llmtco
