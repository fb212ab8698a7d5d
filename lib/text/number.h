#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace llmtco {

/// Why a text is not what it should be, and what to write instead.
struct Refusal {
  std::string message;
  std::string hint;
};

/// A finite decimal number: -12, 0.5, .5, 2.5e6. Refused: 010, 1_000, 1,000, 0x10, .nan, .inf, yes, 1e999.
std::variant<double, Refusal> number_in(std::string_view text);
/// A whole number that fits 64 bits; 1e6 and 3.0 are refused.
std::variant<std::int64_t, Refusal> integer_in(std::string_view text);

}  // namespace llmtco
