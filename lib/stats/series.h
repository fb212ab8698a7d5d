#pragma once

#include <atomic>
#include <cstddef>
#include <span>
#include <vector>

#include "columns/column.h"

namespace llmtco {

/// What is kept of each block while its values are at hand.
struct BlockSummary {
  double sum = 0;            ///< in the order of stats/sums.h
  double low = 0, high = 0;  ///< mean nothing if `missing`
  bool missing = false;      ///< a value is not a number
};

/// Requires that the column is not a constant.
BlockSummary block_summary(const Column& column);
/// The same of 1,024 draws.
BlockSummary block_summary(const double* draws);

/// What a series remembers: every draw, or the sums of its blocks alone, which is all a mean needs.
enum class Retention { draws, sums };

/// One result over all draws of a run: a single number while every draw of
/// every block is the same, else one double a draw. Blocks may be set by several
/// threads at once, each block by one of them; reading begins after finish().
class Series {
 public:
  /// Few blocks are kept whole whatever `retention` says: their replicates may be parts of blocks.
  explicit Series(std::size_t blocks, Retention retention = Retention::draws);
  /// The same number in every draw, finished.
  Series(std::size_t blocks, double constant);
  Series(Series&& other) noexcept;
  Series& operator=(Series&& other) noexcept;
  ~Series();

  void set(std::size_t block, const Column& column);
  /// Room for the 1,024 draws of a block of a series that keeps draws, to be written before end_block().
  double* begin_block(std::size_t block) { return store() + block * block_draws; }
  void end_block(std::size_t block);
  /// Call once when every block is set and no thread is writing.
  void finish();

  std::size_t size() const { return blocks_.size() * block_draws; }
  bool is_constant() const { return !varies_.load(std::memory_order_relaxed); }
  double constant() const;
  double operator[](std::size_t draw) const;
  /// Whether it can tell each draw.
  bool has_draws() const { return is_constant() || values_.load(std::memory_order_relaxed) != nullptr; }
  /// All draws; requires that it is not a constant and has them.
  std::span<const double> values() const;
  /// Of every block; requires that it is not a constant.
  std::span<const BlockSummary> blocks() const;

 private:
  enum class State : unsigned char { unset, constant, column };
  void note(std::size_t block, const BlockSummary& summary);
  double* store();

  std::vector<BlockSummary> blocks_;  ///< of a constant block, low is the constant until finish()
  std::vector<State> states_;
  Retention retention_ = Retention::draws;
  std::atomic<bool> varies_{false};
  std::atomic<double*> values_{nullptr};
};

/// b - a, draw by draw.
Series difference(const Series& b, const Series& a);
/// a / b, draw by draw.
Series quotient(const Series& a, const Series& b);

/// Whether it is +0 in every draw, whether every draw is above 0.
bool is_zero(const Series& series);
bool all_positive(const Series& series);
/// Whether it is no number in some draw.
bool has_missing(const Series& series);

}  // namespace llmtco
