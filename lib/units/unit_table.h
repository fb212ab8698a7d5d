#pragma once
#include <optional>
#include <string_view>

#include "units/parse.h"

namespace llmtco::detail {

/// The unit called `name`, or nothing. Names are case-sensitive: `MB` is bytes, `mb` is refused.
std::optional<Measured> find_unit(std::string_view name);

}  // namespace llmtco::detail
