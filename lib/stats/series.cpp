#include "stats/series.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <utility>

namespace llmtco {

Series::Series(std::size_t blocks) : slots_(blocks) { assert(blocks > 0); }

Series::Series(std::size_t blocks, double constant) : Series(blocks) {
  for (Slot& slot : slots_) slot = {true, true, constant};
}

Series::Series(Series&& other) noexcept
    : slots_(std::move(other.slots_)), values_(other.values_.exchange(nullptr)) {}

Series& Series::operator=(Series&& other) noexcept {
  std::swap(slots_, other.slots_);
  other.values_ = values_.exchange(other.values_);
  return *this;
}

Series::~Series() { delete[] values_.load(); }

/// The array for all draws, made by whichever thread needs it
/// first; a thread that comes second drops its own.
double* Series::store() {
  double* now = values_.load(std::memory_order_acquire);
  if (now != nullptr) return now;
  double* mine = new double[size()];
  if (values_.compare_exchange_strong(now, mine, std::memory_order_acq_rel)) return mine;
  delete[] mine;
  return now;
}

void Series::set(std::size_t block, const Column& column) {
  assert(block < slots_.size());
  if (column.is_constant()) {
    slots_[block] = {true, true, column.constant()};
    return;
  }
  std::copy_n(column.data(), block_draws, store() + block * block_draws);
  slots_[block] = {true, false, 0};
}

void Series::finish() {
  bool all_the_same = true;
  const auto first = std::bit_cast<std::uint64_t>(slots_[0].constant);
  for (const Slot& slot : slots_) {
    assert(slot.set);
    all_the_same = all_the_same && slot.is_constant && std::bit_cast<std::uint64_t>(slot.constant) == first;
  }
  if (all_the_same) return;
  double* values = store();
  for (std::size_t block = 0; block < slots_.size(); ++block) {
    if (slots_[block].is_constant)
      std::fill_n(values + block * block_draws, block_draws, slots_[block].constant);
  }
}

double Series::constant() const {
  assert(is_constant());
  return slots_[0].constant;
}

double Series::operator[](std::size_t draw) const {
  assert(draw < size());
  return is_constant() ? slots_[0].constant : values_.load(std::memory_order_relaxed)[draw];
}

std::span<const double> Series::values() const {
  assert(!is_constant());
  return {values_.load(std::memory_order_relaxed), size()};
}

Series difference(const Series& b, const Series& a) {
  assert(a.size() == b.size());
  const std::size_t blocks = a.size() / block_draws;
  if (a.is_constant() && b.is_constant()) return Series(blocks, b.constant() - a.constant());
  Series result(blocks);
  Column column = Column::uninitialised();
  for (std::size_t block = 0; block < blocks; ++block) {
    double* out = column.values();
    for (std::size_t i = 0; i < block_draws; ++i)
      out[i] = b[block * block_draws + i] - a[block * block_draws + i];
    result.set(block, column);
  }
  result.finish();
  return result;
}

}  // namespace llmtco
