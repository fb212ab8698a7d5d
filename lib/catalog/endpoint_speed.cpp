#include "catalog/endpoint_speed.h"

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "text/characters.h"

namespace llmtco {

EndpointSpeed detail::read_endpoint_speed(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("endpoint speed '{}'", node.key()));
  EndpointSpeed speed;
  reader.read_common(speed);
  speed.provider = reader.text("provider");
  speed.model = reader.text("model");
  speed.hardware = reader.optional_text("hardware");
  speed.kind = reader.text("kind");
  if (!speed.kind.empty() && speed.kind != "measured" && speed.kind != "claim" && speed.kind != "blog") {
    diagnostics.error(node.find("kind")->location(), fmt::format("unknown kind {}", shown(speed.kind)),
                      "use measured, claim or blog");
  }
  speed.output_typical = reader.optional_quantity<TokensPerSecond>("output", positive);
  speed.output = reader.optional_range<TokensPerSecond>("output_p5_p95", positive);
  speed.output_days = reader.optional_range<TokensPerSecond>("output_days", positive);
  speed.ttft_days = reader.optional_range<Seconds>("ttft_days", positive);
  speed.ttft_p50 = reader.optional_quantity<Seconds>("ttft_p50");
  speed.ttft_p95 = reader.optional_quantity<Seconds>("ttft_p95");
  speed.itl_p50 = reader.optional_quantity<Seconds>("itl_p50");
  speed.input_tokens = reader.optional_whole("input_tokens");
  speed.output_tokens = reader.optional_whole("output_tokens");
  speed.concurrency = reader.optional_whole("concurrency");
  speed.suspicious = reader.flag("suspicious", false);
  return speed;
}

}  // namespace llmtco
