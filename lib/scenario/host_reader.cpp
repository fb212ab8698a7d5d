#include <fmt/format.h>

#include "performance/legality.h"
#include "performance/memory.h"
#include "performance/source.h"
#include "scenario/fleet_reader.h"
#include "scenario/forms.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Layers of a key; 0 where it is absent.
int layers_of(const std::optional<Place>& place, Inputs& inputs) {
  return place ? static_cast<int>(inputs.known_number(*place)) : 0;
}

/// Why the engine does not keep this on a host, at the key that asks for it; false where there is a reason.
bool starts_with_host(const Place& part, const Placement& placement, Inputs& inputs) {
  for (const NotStarted& why : refusals(placement)) {
    if (why.kind != NotStarted::Kind::host) continue;
    inputs.diagnostics().error(part.node().location(), why.reason + at_path(part.node()));
    return false;
  }
  return true;
}

}  // namespace

FormPtr host_form() {
  using namespace forms;
  return mapping(
      "a host",
      {{"bandwidth", form(NumberForm{.dimension = BytesPerSecond::dimension, .low = 1e6, .certain = true}),
        required, "of its memory, as 83 GB/s"},
       {"memory", form(NumberForm{.dimension = Bytes::dimension, .low = 1e6, .certain = true}), required,
        "as 128 GB"}});
}

void read_host(const Place& option, Placement& placement, Inputs& inputs, Option& out) {
  const auto layers = option.find("host_layers"), experts = option.find("host_experts"),
             host = option.find("host");
  if (!layers && !experts) {
    if (host)
      inputs.diagnostics().error(host->node().key_location(),
                                 "nothing is on the host" + at_path(host->node()),
                                 "say what with `host_layers` or `host_experts`");
    return;
  }
  const Place part = layers ? *layers : *experts;
  placement.host = Host{.layers = layers_of(layers, inputs),
                        .experts = layers_of(experts, inputs),
                        .bandwidth = {},
                        .memory = {}};
  const bool starts = starts_with_host(part, placement, inputs);
  if (!host) {
    inputs.diagnostics().error(part.node().key_location(),
                               "what is on the host needs its memory's speed and size" + at_path(part.node()),
                               "write host: {bandwidth: 83 GB/s, memory: 128 GB} as your machine has them");
  }
  if (!host || !starts) return placement.host.reset();
  placement.host->bandwidth = BytesPerSecond(inputs.known_number(host->at("bandwidth")));
  placement.host->memory = Bytes(inputs.known_number(host->at("memory")));
  const Memory memory = memory_use(placement);
  if (memory.host_room < Bytes(0.0)) {
    const Node where = host->at("memory").node();
    inputs.diagnostics().error(where.location(), host_too_small(placement, memory) + at_path(where));
  }
  assume(out, path_below(option.node(), "host"),
         "a part of the model on the host: " + host_assumption() + " are reached", inputs);
}

}  // namespace llmtco
