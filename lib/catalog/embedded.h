#pragma once

#include <string_view>

namespace llmtco {

/// The text of data/NAME.yaml as built into the program; empty if there is no such file.
std::string_view embedded_data(std::string_view name);

}  // namespace llmtco
