#pragma once
#include <algorithm>
#include <array>
#include <cstdint>

namespace llmtco::serving {

/// What a sequence takes of the room for keys and values, counted in tokens of which every layer keeps all:
///
///     taken(n) = state + n - sum over windows of share x max(0, n - window)
///
/// `window`: tokens that a share of the layers keeps at most. `state`: what linear layers keep of a sequence whatever its
/// length. Where both are 0, taken(n) = n, and blocks are n / block size rounded up, as of most models.
///
/// Example, five layers of six with a window of 1,024: a sequence of 4,000 tokens takes
/// 4,000 - 5/6 x 2,976 = 1,520, which are 95 blocks of 16 in place of 250.
struct SequenceRoom {
  /// Shares are counted in parts of this, so that blocks are whole numbers on both sides of every comparison.
  static constexpr std::int64_t whole = 1024;
  struct Window {
    std::int32_t tokens = 0;
    std::int32_t share = 0;  ///< of `whole`
  };

  std::int32_t state = 0;  ///< tokens
  std::array<Window, 4> windows{};
  int count = 0;  ///< of windows

  bool plain() const { return state == 0 && count == 0; }

  /// Tokens that n of a sequence take, in parts of `whole`; 0 for none.
  std::int64_t taken(std::int64_t n) const {
    if (n <= 0) return 0;
    std::int64_t parts = (state + n) * whole;
    for (int i = 0; i < count; ++i) {
      const Window& w = windows[static_cast<std::size_t>(i)];
      parts -= w.share * std::max<std::int64_t>(0, n - w.tokens);
    }
    return parts;
  }
  std::int64_t blocks(std::int64_t n, int block_size) const {
    const std::int64_t size = block_size * whole;
    return (taken(n) + size - 1) / size;
  }
};

}  // namespace llmtco::serving
