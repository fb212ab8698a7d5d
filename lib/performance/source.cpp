#include "performance/source.h"

#include <fmt/core.h>

#include "performance/strata.h"

namespace llmtco {

SpeedSource speed_source(const Placement& p, const Coefficients& c) {
  SpeedSource source;
  if (has_rows(c, p.accelerator)) {
    source = {"fitted",
              fmt::format("speed model of {}, fitted on published rows of {}", c.as_of(), p.accelerator.id)};
  } else {
    const bool known = class_has_rows(c, p.accelerator);
    source = {"assumed", fmt::format("no measured rows of {}: values of {} in the speed model of {}",
                                     p.accelerator.id, known ? "its class" : "GPUs in general", c.as_of())};
  }
  if (!has_rows(c, p.engine)) source.detail += fmt::format("; none of {}: values of its kind", p.engine.name);
  if (p.assumed_shape) source.detail += "; the model's shape is typical of its size";
  return source;
}

}  // namespace llmtco
