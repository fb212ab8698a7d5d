#pragma once

#include <cstddef>

namespace llmtco {

/// Draws in a block: 8 KB of doubles a column, so that a dozen columns stay in the first-level caches.
inline constexpr std::size_t block_draws = 1024;

}  // namespace llmtco
