#pragma once

#include <atomic>
#include <cstddef>
#include <span>
#include <vector>

#include "columns/column.h"

namespace llmtco {

/// One result over all draws of a run: a single number while every block is
/// the same constant, else one double a draw. Blocks may be set by several
/// threads at once, each block by one of them; reading begins after finish().
class Series {
 public:
  explicit Series(std::size_t blocks);
  /// The same number in every draw, finished.
  Series(std::size_t blocks, double constant);
  Series(Series&& other) noexcept;
  Series& operator=(Series&& other) noexcept;
  ~Series();

  void set(std::size_t block, const Column& column);
  /// Call once when every block is set and no thread is writing.
  void finish();

  std::size_t size() const { return slots_.size() * block_draws; }
  bool is_constant() const { return values_.load(std::memory_order_relaxed) == nullptr; }
  double constant() const;
  double operator[](std::size_t draw) const;
  /// All draws; requires that it is not a constant.
  std::span<const double> values() const;

 private:
  /// What was set: a constant of the block, or the block in values_.
  struct Slot {
    bool set = false;
    bool is_constant = false;
    double constant = 0;
  };
  double* store();

  std::vector<Slot> slots_;
  std::atomic<double*> values_{nullptr};
};

/// b - a, draw by draw.
Series difference(const Series& b, const Series& a);

}  // namespace llmtco
