#pragma once
#include <optional>
#include <string_view>

#include "performance/coefficients.h"

namespace llmtco {

/// Reads a coefficient file in the layout written() gives it, one entry a line, in well under a millisecond:
/// a start of the program has no time for general YAML. Nothing if a line has another layout;
/// read_coefficients() then says what is wrong.
std::optional<Coefficients> scan_coefficients(std::string_view text);

}  // namespace llmtco
