#pragma once
#include <string>

#include "performance/roofline.h"
#include "report/layout.h"

namespace llmtco {

/// What a GPU can attain at every intensity, with decode and prefill of a placement in it, as wide as the terminal, and what
/// each reaches in words.
std::string roofline_plot(const Roofline& roofline, const Style& style);

}  // namespace llmtco
