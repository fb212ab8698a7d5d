#include "serving/decoding.h"

#include <algorithm>

namespace llmtco::serving {

Decoding::Decoding(const Growth& g)
    : block_size_(g.block_size),
      grows_(g.grows),
      linear_(!g.grows || (g.room.plain() && !g.guessing.on())),
      room_(g.room),
      guesses_(g.guessing.guesses),
      off_above_(g.guessing.off_above),
      classes_(static_cast<std::size_t>(g.block_size), 0) {
  const Gain gain = gain_of(g.guessing);
  unit_ = gain.unit;
  gain_ = gain.gain;
  most_gained_ = (gain.gain + gain.unit - 1) / gain.unit;
}

/// The classes stay while steps pass: (tokens held - 1 - steps) % block size.
std::size_t Decoding::class_of(std::int64_t context) const {
  const int at =
      static_cast<int>(static_cast<std::uint32_t>(context - 1) % static_cast<std::uint32_t>(block_size_)) -
      phase_;
  return static_cast<std::size_t>(at < 0 ? at + block_size_ : at);
}

void Decoding::add(const Sequence& sequence, std::int64_t context) {
  const std::int64_t end = static_cast<std::int64_t>(sequence.end) * unit_;
  assert(context < end);
  const std::uint32_t finish = progress_ + static_cast<std::uint32_t>(end - context);
  const std::size_t at = static_cast<std::size_t>(count_);
  if (finish_.size() <= at) {
    finish_.resize(at + 64);
    orders_.resize(at + 64);
    sequences_.resize(at + 64);
  }
  finish_[at] = finish;
  orders_[at] = sequence.order;
  sequences_[at] = sequence;
  ++count_;
  contexts_ += context;
  ends_ += end;
  if (linear_) ++classes_[class_of(context)];
  if (count_ == 1) {
    known_ = true;
    least_ = finish;
  } else if (known_ && finish - progress_ < least_ - progress_) {
    least_ = finish;
  }
}

void Decoding::remove(int i) {
  const std::int64_t held = units(i);
  const std::size_t at = static_cast<std::size_t>(i), last = static_cast<std::size_t>(--count_);
  contexts_ -= held;
  ends_ -= static_cast<std::int64_t>(sequences_[at].end) * unit_;
  if (linear_) --classes_[class_of(held)];
  if (finish_[at] == least_) known_ = false;
  finish_[at] = finish_[last];
  orders_[at] = orders_[last];
  sequences_[at] = sequences_[last];
}

void Decoding::find_least() {
  assert(count_ > 0);
  const std::uint32_t now = progress_;
  std::int32_t least = std::numeric_limits<std::int32_t>::max();
  const std::uint32_t* const finish = finish_.data();
  for (int i = 0; i < count_; ++i) least = std::min(least, static_cast<std::int32_t>(finish[i] - now));
  least_ = now + static_cast<std::uint32_t>(least);
  known_ = true;
}

int Decoding::last() const {
  const std::uint32_t* const order = orders_.data();
  std::int32_t most = -1;
  for (int i = 0; i < count_; ++i) most = std::max(most, static_cast<std::int32_t>(order[i]));
  int at = count_ - 1;
  while (static_cast<std::int32_t>(order[at]) != most) --at;
  return at;
}

int Decoding::next_finished(int before) const {
  const std::uint32_t now = progress_;
  const std::uint32_t* const finish = finish_.data();
  const auto done = [&](int i) { return static_cast<std::int32_t>(finish[i] - now) <= 0; };
  int i = before;
  while (i >= 16) {
    unsigned any = 0;
    for (int j = 1; j <= 16; ++j) any |= static_cast<unsigned>(done(i - j));
    if (any != 0) break;
    i -= 16;
  }
  while (--i >= 0) {
    if (done(i)) return i;
  }
  return -1;
}

bool Decoding::needs_block(int i) const {
  if (linear_) return (context(i) - 1) % block_size_ == 0;
  return blocks_at(units(i) + gain()) > blocks_at(units(i));
}

std::int64_t Decoding::demand(std::int64_t k) const {
  if (!grows_) return 0;
  if (!linear_) {
    const std::int64_t more = k * gain();
    std::int64_t blocks = 0;
    for (int i = 0; i < count_; ++i) blocks += blocks_at(units(i) + more) - blocks_at(units(i));
    return blocks;
  }
  const auto steps = static_cast<std::uint32_t>(k),
             size = static_cast<std::uint32_t>(block_size_);  // k < 2^31
  std::int64_t blocks = static_cast<std::int64_t>(steps / size) * count_;
  int at = phase_ == 0 ? 0 : block_size_ - phase_;
  for (std::uint32_t j = steps % size; j > 0; --j) {
    blocks += classes_[static_cast<std::size_t>(at)];
    at = at == 0 ? block_size_ - 1 : at - 1;
  }
  return blocks;
}

std::int64_t Decoding::steps_within(std::int64_t blocks, std::int64_t most) const {
  if (!grows_) return most;
  if (!linear_) {
    const std::int64_t cycles = (most * gain() / unit_ + 1) / block_size_ + 2;
    if (cycles * count_ <= blocks) return most;
    std::int64_t low = 0, high = most + 1;
    while (high - low > 1) {
      const std::int64_t middle = (low + high) / 2;
      (demand(middle) <= blocks ? low : high) = middle;
    }
    return low;
  }
  const auto cycles = static_cast<std::uint32_t>(most) / static_cast<std::uint32_t>(block_size_);
  if (static_cast<std::int64_t>(cycles + 1) * count_ <= blocks) return most;
  std::int64_t k = blocks / count_ * block_size_, left = blocks % count_;
  int at = phase_ == 0 ? 0 : block_size_ - phase_;
  for (int j = 0; j < block_size_; ++j, ++k) {
    left -= classes_[static_cast<std::size_t>(at)];
    if (left < 0) break;
    at = at == 0 ? block_size_ - 1 : at - 1;
  }
  return std::min(k, most);
}

void Decoding::advance(std::int64_t k) {
  const std::int64_t units = guesses_ == 0 ? k : k * gain();
  progress_ += static_cast<std::uint32_t>(units);
  contexts_ += units * count_;
  if (linear_)
    phase_ =
        static_cast<int>(static_cast<std::uint32_t>(phase_ + k) % static_cast<std::uint32_t>(block_size_));
}

}  // namespace llmtco::serving
