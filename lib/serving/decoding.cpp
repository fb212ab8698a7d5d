#include "serving/decoding.h"

#include <algorithm>

namespace llmtco::serving {

Decoding::Decoding(int block_size, bool grows)
    : block_size_(block_size), grows_(grows), classes_(static_cast<std::size_t>(block_size), 0) {}

/// The classes stay while steps pass: (tokens held - 1 - steps) % block size.
std::size_t Decoding::class_of(std::int32_t context) const {
  const int at = (context - 1) % block_size_ - phase_;
  return static_cast<std::size_t>(at < 0 ? at + block_size_ : at);
}

void Decoding::add(const Sequence& sequence, std::int32_t context) {
  assert(context < sequence.end);
  const std::uint32_t finish =
      static_cast<std::uint32_t>(steps_) + static_cast<std::uint32_t>(sequence.end - context);
  const std::size_t at = static_cast<std::size_t>(count_);
  if (finish_.size() <= at) {
    finish_.resize(at + 64);
    sequences_.resize(at + 64);
  }
  finish_[at] = finish;
  sequences_[at] = sequence;
  ++count_;
  contexts_ += context;
  ends_ += sequence.end;
  ++classes_[class_of(context)];
  const std::uint32_t now = static_cast<std::uint32_t>(steps_);
  if (count_ == 1) {
    known_ = true;
    least_ = finish;
  } else if (known_ && finish - now < least_ - now) {
    least_ = finish;
  }
}

void Decoding::remove(int i) {
  const std::size_t at = static_cast<std::size_t>(i), last = static_cast<std::size_t>(--count_);
  const std::int32_t held = context(i);
  contexts_ -= held;
  ends_ -= sequences_[at].end;
  --classes_[class_of(held)];
  if (finish_[at] == least_) known_ = false;
  finish_[at] = finish_[last];
  sequences_[at] = sequences_[last];
}

void Decoding::find_least() {
  assert(count_ > 0);
  const std::uint32_t now = static_cast<std::uint32_t>(steps_);
  std::int32_t least = std::numeric_limits<std::int32_t>::max();
  const std::uint32_t* const finish = finish_.data();
  for (int i = 0; i < count_; ++i) least = std::min(least, static_cast<std::int32_t>(finish[i] - now));
  least_ = now + static_cast<std::uint32_t>(least);
  known_ = true;
}

int Decoding::next_finished(int before, std::uint32_t now) const {
  const std::uint32_t* const finish = finish_.data();
  int i = before;
  while (i >= 16) {
    unsigned any = 0;
    for (int j = 1; j <= 16; ++j) any |= static_cast<unsigned>(finish[i - j] == now);
    if (any != 0) break;
    i -= 16;
  }
  while (--i >= 0) {
    if (finish[i] == now) return i;
  }
  return -1;
}

std::int64_t Decoding::demand(std::int64_t k) const {
  if (!grows_) return 0;
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
  const auto cycles = static_cast<std::uint32_t>(most) / static_cast<std::uint32_t>(block_size_);
  if (!grows_ || static_cast<std::int64_t>(cycles + 1) * count_ <= blocks) return most;
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
  steps_ += static_cast<std::uint64_t>(k);
  contexts_ += k * count_;
  phase_ = static_cast<int>(static_cast<std::uint32_t>(phase_ + k) % static_cast<std::uint32_t>(block_size_));
}

}  // namespace llmtco::serving
