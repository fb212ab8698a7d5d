#pragma once
#include <nlohmann/json_fwd.hpp>

#include "performance/roofline.h"

namespace llmtco {

/// The numbers of a roofline, or `reason` alone where there is none.
nlohmann::ordered_json roofline_json(const Roofline& roofline);

}  // namespace llmtco
