#pragma once
#include <optional>

#include "units/units.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Tools that an agent calls between two calls of its model, each of which takes the tool time of its loop.
struct ToolCalls {
  Uncertain<double> calls{1.0};    ///< between two calls of the model, mean
  Uncertain<double> at_once{1.0};  ///< of them run side by side; whole, 1 or more, never drawn
  std::optional<Uncertain<UsdPerRequest>> price{};  ///< of one, whoever runs it; nothing is paid, if absent
};

}  // namespace llmtco
