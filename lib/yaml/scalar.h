#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "yaml/date.h"
#include "yaml/diagnostics.h"
#include "yaml/node.h"

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

/// Readers of one value. Each says what is wrong, at the value's place, and returns nothing if it is.
std::optional<double> number(const Node& node, Diagnostics& diagnostics);
std::optional<std::int64_t> integer(const Node& node, Diagnostics& diagnostics);
/// Only true and false.
std::optional<bool> boolean(const Node& node, Diagnostics& diagnostics);
/// A day that exists, YYYY-MM-DD, quoted or not.
std::optional<Date> date(const Node& node, Diagnostics& diagnostics);
/// Any scalar as it is written, if it is not empty and has no control characters.
std::optional<std::string> text(const Node& node, Diagnostics& diagnostics);

/// Says that a value is not of the expected kind: "expected a list at correlations, found a single value
/// 'x'".
void wrong_kind(const Node& node, std::string_view expected, Diagnostics& diagnostics);

/// " at options.gpt-4o.price", or "" for the root: the end of a message.
std::string at_path(const Node& node);

}  // namespace llmtco
