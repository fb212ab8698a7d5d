#pragma once
#include <cassert>
#include <vector>

#include "serving/request.h"

namespace llmtco::serving {

/// A sequence whose prompt is computed and that gives a token a step.
struct Sequence {
  std::uint32_t id = 0;     ///< its request
  std::uint32_t order = 0;  ///< of admission, counted over all
  std::int32_t end = 0;     ///< tokens it holds when it is done
  std::int32_t blocks = 0;  ///< where blocks grow: those that are shared; else: those reserved
};

/// The sequences that decode, in no order. All advance together, so each is known by the step at which it ends, and a
/// number of steps costs the same as one:
///
///     tokens held = end - steps left;  it needs a block more in a step where (tokens held - 1) % block size = 0
///
/// Sequences are counted by the remainder, so that the blocks k steps take are k / block size x sequences and the
/// classes that come up in the rest.
class Decoding {
 public:
  /// With `grows` blocks are taken as tokens come.
  Decoding(int block_size, bool grows);

  int count() const { return count_; }
  const Sequence& at(int i) const { return sequences_[static_cast<std::size_t>(i)]; }
  std::int32_t left(int i) const {
    return static_cast<std::int32_t>(finish_[static_cast<std::size_t>(i)] -
                                     static_cast<std::uint32_t>(steps_));
  }
  /// Tokens held at the start of the coming step, counting the one that is fed in.
  std::int32_t context(int i) const { return at(i).end - left(i); }
  std::int64_t contexts() const { return contexts_; }          ///< their sum
  std::int64_t all_left() const { return ends_ - contexts_; }  ///< tokens still to come

  void add(const Sequence& sequence, std::int32_t context);
  void remove(int i);  ///< the last one takes its place

  /// Steps until the first is done, 1 or more. Requires one sequence.
  std::int64_t until_first_end() {
    if (!known_) find_least();
    return static_cast<std::uint32_t>(least_ - static_cast<std::uint32_t>(steps_));
  }
  /// Blocks that the coming step takes.
  std::int64_t demand() const {
    return grows_ ? classes_[static_cast<std::size_t>(phase_ == 0 ? 0 : block_size_ - phase_)] : 0;
  }
  /// Blocks that k steps take, and the largest number of steps, up to `most`, that take no more than `blocks`.
  std::int64_t demand(std::int64_t k) const;
  std::int64_t steps_within(std::int64_t blocks, std::int64_t most) const;

  void advance(std::int64_t k);

  /// Takes out those that are done and calls done(sequence) for each.
  template <class Done>
  void take_finished(const Done& done) {
    if (count_ == 0) return;
    if (!known_) find_least();
    if (least_ != static_cast<std::uint32_t>(steps_)) return;
    const std::uint32_t now = static_cast<std::uint32_t>(steps_);
    for (int i = next_finished(count_, now); i >= 0; i = next_finished(i, now)) {
      const Sequence sequence = at(i);
      remove(i);
      done(sequence);
    }
    known_ = false;
  }

 private:
  void find_least();
  int next_finished(int before, std::uint32_t now) const;
  std::size_t class_of(std::int32_t context) const;

  int block_size_;
  bool grows_;
  int count_ = 0;
  std::int64_t contexts_ = 0, ends_ = 0;
  std::uint64_t steps_ = 0;  ///< decode steps since the start; `finish_` counts them modulo 2^32
  int phase_ = 0;            ///< steps_ % block size
  bool known_ = false;
  std::uint32_t least_ = 0;  ///< the first step at which one is done, where known
  std::vector<std::uint32_t> finish_;
  std::vector<Sequence> sequences_;
  std::vector<std::int32_t> classes_;
};

}  // namespace llmtco::serving
