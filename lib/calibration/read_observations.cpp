#include <fmt/format.h>

#include "calibration/read_parts.h"

namespace llmtco::detail {
namespace {

Provenance read_provenance(JsonFields& f) {
  const std::string text = f.text("provenance");
  for (const Provenance p :
       {Provenance::measured_here, Provenance::published, Provenance::fitted, Provenance::assumed}) {
    if (text == to_text(p)) return p;
  }
  if (const JsonNode* node = f.node().find("provenance")) {
    f.error(
        *node,
        fmt::format("'{}' is no provenance; there are 'measured here', 'published', 'fitted' and 'assumed'",
                    text));
  }
  return Provenance::assumed;
}

Observation read_observation(const JsonNode& node, std::string what, Diagnostics& diagnostics) {
  JsonFields f(node, std::move(what), diagnostics);
  Observation o;
  o.id = f.text("id");
  o.metric = f.text("metric");
  o.hardware = f.text("hardware");
  o.gpus = f.whole("gpus", 0);
  o.model = f.text("model");
  o.params_b = f.number("params_b", 0);
  o.format = f.text("format");
  o.weight_bytes = f.number("weight_bytes", 0);
  o.engine = f.text("engine");
  o.load_kind = f.text("load_kind");
  o.load = f.number("load", 0);
  o.isl = f.number("isl", 0);
  o.osl = f.number("osl", 0);
  o.value = read_sampled(f, "value", 1, diagnostics);
  o.provenance = read_provenance(f);
  o.source = f.text("source");
  f.finish();
  return o;
}

EngineFit read_engine_fit(const JsonNode& node, std::string what, Diagnostics& diagnostics) {
  JsonFields f(node, std::move(what), diagnostics);
  EngineFit fit;
  fit.hardware = f.text("hardware");
  fit.gpus = f.whole("gpus", 0);
  fit.engine = f.text("engine");
  fit.t0_s = read_estimate(f, "t0_s", diagnostics);
  fit.s_per_GB = read_estimate(f, "s_per_GB", diagnostics);
  fit.decode_rows = f.whole("decode_rows", 0);
  fit.decode_rms = f.number("decode_rms", 0);
  fit.prefill_s_per_Gop = read_estimate(f, "prefill_s_per_Gop", diagnostics);
  fit.prefill_rows = f.whole("prefill_rows", 0);
  f.finish();
  return fit;
}

SpeedFactor read_speed_factor(const JsonNode& node, std::string what, Diagnostics& diagnostics) {
  JsonFields f(node, std::move(what), diagnostics);
  SpeedFactor factor;
  factor.hardware = f.text("hardware");
  factor.engine = f.text("engine");
  factor.part = f.text("part");
  if (const JsonNode* part = node.find("part");
      part != nullptr && factor.part != "decode" && factor.part != "prefill") {
    f.error(*part, fmt::format("'{}' is no part of a time; there are 'decode' and 'prefill'", factor.part));
  }
  factor.model = f.text("model");
  factor.format = f.text("format");
  factor.time_over_model = read_estimate(f, "time_over_model", diagnostics);
  if (const JsonNode* time = node.find("time_over_model");
      time != nullptr && factor.time_over_model.low <= 0 && !diagnostics.has_errors()) {
    f.error(*time, fmt::format("'time_over_model' of {} must be positive", f.what()));
  }
  factor.rows = f.whole("rows", 1);
  factor.weight_of_rows = f.number("weight_of_rows", 0);
  f.finish();
  return factor;
}

}  // namespace

void read_observation_lists(JsonFields& root, Calibration& calibration, Diagnostics& diagnostics) {
  int i = 0;
  for (const JsonNode& node : root.list("observations")) {
    calibration.observations.push_back(
        read_observation(node, fmt::format("observations[{}]", i++), diagnostics));
  }
  i = 0;
  for (const JsonNode& node : root.list("engine_fits")) {
    calibration.engine_fits.push_back(
        read_engine_fit(node, fmt::format("engine_fits[{}]", i++), diagnostics));
  }
  i = 0;
  for (const JsonNode& node : root.list("ratios")) {
    JsonFields f(node, fmt::format("ratios[{}]", i++), diagnostics);
    FormatRatio ratio{.format = f.text("format"),
                      .hardware = f.text("hardware"),
                      .speed_vs_f16 = read_estimate(f, "speed_vs_f16", diagnostics),
                      .pairs = f.whole("pairs", 0)};
    f.finish();
    calibration.ratios.push_back(std::move(ratio));
  }
  calibration.speed_model = root.text("speed_model");
  i = 0;
  for (const JsonNode& node : root.list("speed_factors")) {
    calibration.speed_factors.push_back(
        read_speed_factor(node, fmt::format("speed_factors[{}]", i++), diagnostics));
  }
}

}  // namespace llmtco::detail
