#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/node.h"

namespace llmtco {

/// A value of a tree as a row of numbers, which a build can write down: nothing to parse, and no pointers that would
/// have to be set when a program starts. What is inside a value follows it. A list [a, b] under a key is three rows:
///
///     {key, "", size 3, a list}  {"", a, size 1, a scalar}  {"", b, size 1, a scalar}
struct TreeRow {
  std::uint32_t key, text;                       ///< numbers of texts; that of "" where there is none
  std::uint32_t size;                            ///< rows of the value, with itself
  std::uint16_t key_line, key_byte, line, byte;  ///< places in its source, 0-based
  std::uint8_t kind;                             ///< Node::Kind
  bool quoted, written_null;
};

/// The texts of rows: number n goes from starts[n] to starts[n + 1].
struct RowTexts {
  const char* bytes;
  const std::uint32_t* starts;

  std::string_view operator[](std::uint32_t n) const {
    return {bytes + starts[n], std::size_t{starts[n + 1]} - starts[n]};
  }
};

/// Rows of a root, of whose texts `number_of` gives the numbers. Throws std::length_error where a line or a column
/// does not fit; without what overrides have changed.
std::vector<TreeRow> rows_of(const Node& root,
                             const std::function<std::uint32_t(const std::string&)>& number_of);

/// The root again, with the same places in a source with the same text.
Node node_of(std::span<const TreeRow> rows, const RowTexts& texts, std::shared_ptr<const Source> source);

}  // namespace llmtco
