#pragma once
#include <cassert>
#include <vector>

#include "serving/guessing.h"
#include "serving/request.h"
#include "serving/sequence_room.h"

namespace llmtco::serving {

/// A sequence whose prompt is computed and that gives a token a step.
struct Sequence {
  std::uint32_t id = 0;     ///< its request
  std::uint32_t order = 0;  ///< of admission, counted over all
  std::int32_t end = 0;     ///< tokens it holds when it is done
  std::int32_t blocks = 0;  ///< where blocks grow: those that are shared; else: those reserved
};

/// How all sequences grow, and what they take: a block of `block_size` tokens by `room`, and a token each step, or by
/// `guessing` some more while there are few of them.
struct Growth {
  int block_size = 16;
  bool grows = true;  ///< blocks are taken as tokens come
  SequenceRoom room{};
  Guessing guessing{};
};

/// The sequences that decode, in no order. All advance together, so each is known by the progress at which it ends, and
/// a number of steps costs the same as one:
///
///     tokens held = end - tokens left;  it needs a block more in a step where (tokens held - 1) % block size = 0
///
/// Sequences are counted by the remainder, so that the blocks k steps take are k / block size x sequences and the
/// classes that come up in the rest. Where several tokens come a step, or blocks are no line of the tokens, blocks are
/// summed over the sequences instead. Progress is counted in units, of which a token has `unit()`.
class Decoding {
 public:
  explicit Decoding(const Growth& growth);

  int count() const { return count_; }
  const Sequence& at(int i) const { return sequences_[static_cast<std::size_t>(i)]; }
  /// Units still to come; below 0 where the last step gave more than was asked for.
  std::int32_t left(int i) const {
    return static_cast<std::int32_t>(finish_[static_cast<std::size_t>(i)] - progress_);
  }
  /// Tokens held at the start of the coming step, counting the one that is fed in; a part of one is not counted.
  std::int32_t context(int i) const { return unit_ == 1 ? at(i).end - left(i) : floor_of(units(i)); }
  /// Tokens whose keys and values it has then, parts of one counted whole.
  std::int32_t held(int i) const { return unit_ == 1 ? context(i) - 1 : held_at(units(i)); }
  /// Its context in units.
  std::int64_t units(int i) const { return static_cast<std::int64_t>(at(i).end) * unit_ - left(i); }

  int unit() const { return unit_; }
  std::int64_t contexts() const { return contexts_; }  ///< their sum, in units
  std::int64_t all_left() const {
    return unit_ == 1 ? ends_ - contexts_ : (ends_ - contexts_) / unit_;
  }  ///< tokens still to come

  /// Whether the coming step drafts tokens, how many units each sequence gains in it, and how many tokens are computed.
  bool guesses() const { return guesses_ > 0 && count_ <= off_above_; }
  std::int64_t gain() const { return guesses() ? gain_ : unit_; }
  std::int64_t computed() const { return guesses() ? count_ * (1 + guesses_) : count_; }
  /// Tokens that one sequence gains in a step at most.
  int most_gained() const { return most_gained_; }

  /// The one that was let in last. Requires one sequence.
  int last() const;

  /// `context`: in units.
  void add(const Sequence& sequence, std::int64_t context);
  void remove(int i);  ///< the last one takes its place

  /// Steps until the first is done, 1 or more. Requires one sequence.
  std::int64_t until_first_end() {
    if (!known_) find_least();
    const std::int64_t units = static_cast<std::uint32_t>(least_ - progress_);
    return guesses_ == 0 ? units : (units + gain() - 1) / gain();
  }
  /// Blocks that the coming step takes.
  std::int64_t demand() const {
    if (!linear_) return demand(1);
    return grows_ ? classes_[static_cast<std::size_t>(phase_ == 0 ? 0 : block_size_ - phase_)] : 0;
  }
  /// Blocks that k steps take, and the largest number of steps, up to `most`, that take no more than `blocks`.
  std::int64_t demand(std::int64_t k) const;
  std::int64_t steps_within(std::int64_t blocks, std::int64_t most) const;
  /// Whether the coming step takes a block for this one.
  bool needs_block(int i) const;

  void advance(std::int64_t k);

  /// Takes out those that are done and calls done(sequence, tokens held) for each.
  template <class Done>
  void take_finished(const Done& done) {
    if (count_ == 0) return;
    if (!known_) find_least();
    if (static_cast<std::int32_t>(least_ - progress_) > 0) return;
    for (int i = next_finished(count_); i >= 0; i = next_finished(i)) {
      const Sequence sequence = at(i);
      const std::int32_t tokens = held(i);
      remove(i);
      done(sequence, tokens);
    }
    known_ = false;
  }

 private:
  void find_least();
  int next_finished(int before) const;
  std::size_t class_of(std::int64_t context) const;
  std::int32_t floor_of(std::int64_t units) const { return static_cast<std::int32_t>(units / unit_); }
  std::int32_t held_at(std::int64_t units) const {
    return static_cast<std::int32_t>((units + unit_ - 1) / unit_ - 1);
  }
  std::int64_t blocks_at(std::int64_t units) const { return room_.blocks(held_at(units), block_size_); }

  int block_size_;
  bool grows_, linear_;
  SequenceRoom room_;
  int unit_ = 1, guesses_ = 0, off_above_ = 0, most_gained_ = 1;
  std::int64_t gain_ = 1;
  int count_ = 0;
  std::int64_t contexts_ = 0, ends_ = 0;
  std::uint32_t progress_ = 0;  ///< units since the start, modulo 2^32 as `finish_`
  int phase_ = 0;               ///< steps since the start % block size
  bool known_ = false;
  std::uint32_t least_ = 0;  ///< the first progress at which one is done, where known
  std::vector<std::uint32_t> finish_, orders_;
  std::vector<Sequence> sequences_;
  std::vector<std::int32_t> classes_;
};

}  // namespace llmtco::serving
