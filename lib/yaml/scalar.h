#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/date.h"
#include "text/diagnostics.h"
#include "text/number.h"
#include "yaml/node.h"

namespace llmtco {

/// Readers of one value. Each says what is wrong, at the value's place, and returns nothing if it is.
std::optional<double> number(const Node& node, Diagnostics& diagnostics);
std::optional<std::int64_t> integer(const Node& node, Diagnostics& diagnostics);
/// Only true and false.
std::optional<bool> boolean(const Node& node, Diagnostics& diagnostics);
/// A day that exists, YYYY-MM-DD, quoted or not.
std::optional<Date> date(const Node& node, Diagnostics& diagnostics);
/// Any scalar as it is written, if it is not empty and has no control characters.
std::optional<std::string> text(const Node& node, Diagnostics& diagnostics);
/// The same, where a text may go over several lines (`|`, `>`): they are joined by single spaces.
std::optional<std::string> paragraph(const Node& node, Diagnostics& diagnostics);

/// Says that a value is not of the expected kind: "expected a list at correlations, found a single value
/// 'x'".
void wrong_kind(const Node& node, std::string_view expected, Diagnostics& diagnostics);

/// " at options.gpt-4o.price", or "" for the root: the end of a message.
std::string at_path(const Node& node);

}  // namespace llmtco
