#pragma once
#include <array>
#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace llmtco {

/// The words of an enumeration: one table for writing and for reading it.
///
///     inline constexpr Names<Isa, 3> isa_names{{{{Isa::scalar, "scalar"}, {Isa::avx2, "avx2"}, ...}}};
///     isa_names.to_text(Isa::avx2) == "avx2"; isa_names.from_text("avx2") == Isa::avx2
///
/// did_you_mean() (text/closest.h) takes words() for the hint of a message.
template <class E, std::size_t N>
struct Names {
  std::array<std::pair<E, std::string_view>, N> table;

  /// Requires a value of the table.
  constexpr std::string_view to_text(E value) const {
    for (const auto& row : table) {
      if (row.first == value) return row.second;
    }
    assert(false);
    return "?";
  }
  /// Nothing for a word that is not in the table.
  constexpr std::optional<E> from_text(std::string_view word) const {
    for (const auto& row : table) {
      if (row.second == word) return row.first;
    }
    return std::nullopt;
  }
  /// In the order of the table.
  std::vector<std::string> words() const {
    std::vector<std::string> all;
    for (const auto& row : table) all.emplace_back(row.second);
    return all;
  }
  /// For the hint of a message: "scalar, avx2 or avx512".
  std::string alternatives() const {
    std::string text;
    for (std::size_t i = 0; i < N; ++i) {
      if (i > 0) text += i + 1 < N ? ", " : " or ";
      text += table[i].second;
    }
    return text;
  }
};

}  // namespace llmtco
