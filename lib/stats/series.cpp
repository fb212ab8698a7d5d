#include "stats/series.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <utility>

#include "stats/kernels.h"
#include "stats/store.h"

namespace llmtco {

namespace {
/// From so many blocks on every plan's replicates are whole blocks (random/sampling_plan.h).
constexpr std::size_t many_blocks = 9;

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}
}  // namespace

Series::Series(std::size_t blocks, Retention retention)
    : blocks_(blocks),
      states_(blocks, State::unset),
      retention_(blocks < many_blocks ? Retention::draws : retention) {
  assert(blocks > 0);
}

Series::Series(std::size_t blocks, double constant) : Series(blocks) {
  for (std::size_t block = 0; block < blocks; ++block) set(block, constant);
}

Series::Series(Series&& other) noexcept
    : blocks_(std::move(other.blocks_)),
      states_(std::move(other.states_)),
      retention_(other.retention_),
      varies_(other.varies_.exchange(false)),
      values_(other.values_.exchange(nullptr)) {}

Series& Series::operator=(Series&& other) noexcept {
  std::swap(blocks_, other.blocks_);
  std::swap(states_, other.states_);
  std::swap(retention_, other.retention_);
  other.varies_ = varies_.exchange(other.varies_);
  other.values_ = values_.exchange(other.values_);
  return *this;
}

Series::~Series() {
  if (double* values = values_.load(); values != nullptr) detail::give_back_store(values, size());
}

/// The array for all draws, made by whichever thread needs it
/// first; a thread that comes second drops its own.
double* Series::store() {
  double* now = values_.load(std::memory_order_acquire);
  if (now != nullptr) return now;
  double* mine = detail::take_store(size());
  if (values_.compare_exchange_strong(now, mine, std::memory_order_acq_rel)) return mine;
  detail::give_back_store(mine, size());
  return now;
}

BlockSummary block_summary(const Column& column) { return block_summary(column.data()); }

BlockSummary block_summary(const double* draws) {
  const auto summary = detail::stats_kernels::kernels().summary(draws, block_draws);
  return {summary.sum, summary.low, summary.high, summary.missing};
}

void Series::set(std::size_t block, const Column& column) {
  assert(block < blocks_.size());
  if (column.is_constant()) {
    blocks_[block].low = column.constant();
    states_[block] = State::constant;
    return;
  }
  note(block, block_summary(column));
  if (states_[block] == State::column && retention_ == Retention::draws)
    std::copy_n(column.data(), block_draws, begin_block(block));
}

void Series::end_block(std::size_t block) {
  assert(retention_ == Retention::draws);
  note(block, block_summary(begin_block(block)));
}

/// A block whose draws are all the same, as of a line nothing is billed on, is one number.
void Series::note(std::size_t block, const BlockSummary& summary) {
  const bool one_number = !summary.missing && same_bits(summary.low, summary.high);
  blocks_[block] = summary;
  states_[block] = one_number ? State::constant : State::column;
  if (!one_number && is_constant()) varies_.store(true, std::memory_order_relaxed);
}

void Series::finish() {
  bool all_the_same = true;
  for (std::size_t block = 0; block < blocks_.size(); ++block) {
    assert(states_[block] != State::unset);
    all_the_same =
        all_the_same && states_[block] == State::constant && same_bits(blocks_[block].low, blocks_[0].low);
  }
  if (all_the_same) return;
  varies_ = true;
  for (std::size_t block = 0; block < blocks_.size(); ++block) {
    if (states_[block] != State::constant) continue;
    Column spread = blocks_[block].low;
    const double* values = spread.values();
    if (retention_ == Retention::draws) std::copy_n(values, block_draws, store() + block * block_draws);
    blocks_[block] = block_summary(spread);
  }
}

double Series::constant() const {
  assert(is_constant());
  return blocks_[0].low;
}

double Series::operator[](std::size_t draw) const {
  assert(draw < size() && has_draws());
  return is_constant() ? blocks_[0].low : values_.load(std::memory_order_relaxed)[draw];
}

std::span<const double> Series::values() const {
  assert(!is_constant() && has_draws());
  return {values_.load(std::memory_order_relaxed), size()};
}

std::span<const BlockSummary> Series::blocks() const {
  assert(!is_constant());
  return blocks_;
}

}  // namespace llmtco
