#include "random/sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <numeric>
#include <stdexcept>

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
  for (const std::string& name : names_) ids_.push_back(variable_id(name));
  check_names();
  if (plan_.method == SamplingMethod::sobol) make_dimensions();
}

void Sampler::check_names() const {
  std::vector<std::size_t> order(names_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ids_[a] < ids_[b]; });
  for (std::size_t i = 1; i < order.size(); ++i) {
    const std::string& one = names_[order[i - 1]];
    const std::string& other = names_[order[i]];
    if (one == other) throw std::invalid_argument(fmt::format("variable '{}' is named twice", one));
    if (ids_[order[i - 1]] == ids_[order[i]]) {
      throw std::invalid_argument(fmt::format(
          "variables '{}' and '{}' would share their random numbers; rename one of them", one, other));
    }
  }
  if (names_.size() > detail::most_sobol_dimensions) {
    throw std::invalid_argument(fmt::format("{} uncertain variables, at most {} are possible", names_.size(),
                                            detail::most_sobol_dimensions));
  }
}

void Sampler::make_dimensions() {
  const std::size_t count = names_.size();
  if (count == 0) return;
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return names_[a] < names_[b]; });
  const std::vector<std::uint32_t> directions = detail::sobol_directions(count);
  dimensions_.resize(count);
  for (std::size_t rank = 0; rank < count; ++rank) {
    Dimension& dimension = dimensions_[order[rank]];
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
  if (plan_.method == SamplingMethod::sobol) return sobol(variable, block);
  Column u = Column::uninitialised();
  detail::random_kernels::kernels().plain(u.values(), block * (block_draws / 2), ids_[variable], stream_,
                                          seed_);
  return u;
}

Column Sampler::sobol(std::size_t variable, std::size_t block) const {
  constexpr std::uint32_t scramble_stream = 0x80000000u;  // apart from the counters of plain draws
  const Dimension& dimension = dimensions_[variable];
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
