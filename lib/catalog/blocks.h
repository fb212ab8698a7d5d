#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace llmtco {

/// A way of llama.cpp to store a row of weights: in blocks of so many weights, each of so many bytes, scales
/// included. Rows that are no multiple of a block are stored as `instead`.
struct WeightBlock {
  std::string_view name;
  int weights = 0;
  int bytes = 0;
  std::string_view instead;

  /// Worked example, q4_k: 256 weights of 4 bits are 128 B; 8 scales and 8 minima of 6 bits 12 B; their own
  /// scale and minimum of 16 bits 4 B: 144 B, 4.5 bits a weight.
  constexpr double bits() const { return 8.0 * bytes / weights; }
};

/// Bits of a weight, the block it lies in where there is one.
struct Storage {
  double bits = 0;
  const WeightBlock* block = nullptr;

  /// Bits of a weight in rows of that length.
  ///
  /// Worked example, q4_k in rows of 896 weights, 3.5 blocks: q5_0, 5.5 bits; in rows of 1,024: 4.5.
  double in_rows_of(int length) const;
};

/// Null where there is no such block.
const WeightBlock* block_named(std::string_view name);
/// The names of all, for messages.
std::vector<std::string> block_words();

}  // namespace llmtco
