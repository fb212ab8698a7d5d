#pragma once

#include <optional>
#include <string_view>

namespace llmtco::detail {

/// The factor that a relative change stands for: 1.1 of `+10%`, 0.95 of `-5%`, 2 of `*2`, 0.5 of `/2`. Nothing
/// of any other text. It may be zero, negative or too large: whoever applies it says what is wrong.
std::optional<double> relative_factor(std::string_view text);

}  // namespace llmtco::detail
