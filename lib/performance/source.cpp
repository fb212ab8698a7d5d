#include "performance/source.h"

#include <fmt/core.h>

#include "performance/strata.h"

namespace llmtco {

SpeedSource speed_source(const Placement& p, const Coefficients& c) {
  SpeedSource source;
  if (has_rows(c, p.accelerator)) {
    source = {"fitted",
              fmt::format("speed model of {}, fitted on published rows of {}", c.as_of(), p.accelerator.id)};
  } else if (!p.cards.empty()) {
    source = {
        "assumed",
        fmt::format("no measured rows of {} together: each takes its share of what it takes alone, speed "
                    "model of {}",
                    p.accelerator.id, c.as_of())};
  } else {
    const bool known = class_has_rows(c, p.accelerator);
    source = {"assumed", fmt::format("no measured rows of {}: values of {} in the speed model of {}",
                                     p.accelerator.id, known ? "its class" : "GPUs in general", c.as_of())};
  }
  if (!has_rows(c, p.engine)) source.detail += fmt::format("; none of {}: values of its kind", p.engine.name);
  if (p.assumed_shape) source.detail += "; the model's shape is typical of its size";
  if (p.host) {
    source.kind = "assumed";
    source.detail += "; of the host " + host_assumption();
  }
  return source;
}

std::string host_assumption() {
  return fmt::format(
      "{:.0f} % of its memory's bandwidth, {:g} operations a byte of it and {:.0f} % of the link to it",
      100 * host_bandwidth_share, host_operations_per_byte, 100 * host_link_share);
}

}  // namespace llmtco
