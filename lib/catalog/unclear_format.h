#pragma once
#include <string>
#include <string_view>

namespace llmtco::detail {

/// What to write instead of a name of a weight format that does not say enough to know its size or its loss: a
/// dynamic mix (UD-Q4_K_XL), bits without a method (2bit, W3A16). Empty for other names.
std::string unclear_format_hint(std::string_view name);

}  // namespace llmtco::detail
