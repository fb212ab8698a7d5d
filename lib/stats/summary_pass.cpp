#include "stats/summary_pass.h"

#include <algorithm>
#include <array>

#include "columns/column_access.h"
#include "stats/counted_zone.h"
#include "stats/kernels.h"
#include "stats/quantiles.h"
#include "stats/store.h"
#include "stats/summary_parts.h"

namespace llmtco::detail {

SummaryPass::SummaryPass(const Ratio& ratio, std::size_t replicates)
    : ratio_(ratio),
      replicates_(replicates),
      blocks_(ratio.over->size() / block_draws),
      facts_(blocks_),
      squares_(blocks_) {}

/// Those of a plain series are read where they are, those of a ratio computed.
const double* SummaryPass::values(std::size_t block) {
  if (ratio_.under == nullptr) return &ratio_.over->values()[block * block_draws];
  const Series &over = *ratio_.over, &under = *ratio_.under;
  const double a = over.is_constant() ? over.constant() : 0, b = under.is_constant() ? under.constant() : 0;
  const int columns = (over.is_constant() ? 0 : 1) | (under.is_constant() ? 0 : 2);
  kernels().binary[static_cast<int>(Binary::divide)][columns](
      buffer_.values(), over.is_constant() ? &a : &over.values()[block * block_draws],
      under.is_constant() ? &b : &under.values()[block * block_draws]);
  return buffer_.data();
}

/// Fills `sample` and returns how many there are.
std::size_t SummaryPass::draw_sample(std::span<const std::size_t> places, double* sample) const {
  const auto gather = [&](const Series& series, double* to) {
    for (const std::size_t place : places) {
      for (std::size_t i = 0; i < sample_group; ++i) *to++ = series[place + i];
    }
  };
  const std::size_t count = places.size() * sample_group;
  gather(*ratio_.over, sample);
  if (ratio_.under == nullptr || count == 0) return count;
  const Room under(count);
  gather(*ratio_.under, under.data());
  for (std::size_t i = 0; i < count; ++i) sample[i] /= under.data()[i];
  return count;
}

void SummaryPass::learn(std::size_t block) {
  if (ratio_.under == nullptr) {
    facts_[block] = ratio_.over->facts()[block];
  } else {
    values(block);
    facts_[block] = facts_of(buffer_);
  }
}

void SummaryPass::begin() {
  extremes_ = {facts_[0].low, facts_[0].high};
  std::vector<double> sums;
  for (const BlockFacts& block : facts_) {
    if (block.missing)
      refuse_missing(ratio_.under == nullptr ? ratio_.over->values()
                                             : quotient(*ratio_.over, *ratio_.under).values());
    extremes_ = {std::min(extremes_.low, block.low), std::max(extremes_.high, block.high)};
    sums.push_back(block.sum);
  }
  mean_ = mean_of_blocks(sums, replicates_);
  const std::vector<std::size_t> places = sample_places(blocks_ * block_draws);
  const Room sample(places.size() * sample_group + 1);
  const std::size_t count = draw_sample(places, sample.data());
  quantiles_.emplace(blocks_ * block_draws, replicates_, extremes_, summary_probabilities,
                     std::span<const double>(sample.data(), count));
}

void SummaryPass::take(std::size_t block) {
  const double* x = values(block);
  squares_[block] = stats_kernels::kernels().squares(x, block_draws, mean_.value);
  quantiles_->take(x, block_draws);
}

Summary SummaryPass::end() const {
  auto found = quantiles_->estimates();
  if (!found) {
    const auto count = [&](std::span<const double> all) {
      return CountedZone(all, replicates_, buckets_for(extremes_, all.size()))
          .estimates(summary_probabilities);
    };
    found = ratio_.under == nullptr ? count(ratio_.over->values())
                                    : count(quotient(*ratio_.over, *ratio_.under).values());
  }
  return {mean_, sd_of_blocks(squares_, replicates_), (*found)[0], (*found)[1], (*found)[2]};
}

}  // namespace llmtco::detail
