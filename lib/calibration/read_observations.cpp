#include <fmt/format.h>

#include "calibration/read_parts.h"
#include "text/characters.h"

namespace llmtco::detail {
namespace {

Provenance read_provenance(CheckedFields& f) {
  return f.word("provenance", provenance_names).value_or(Provenance::assumed);
}

Observation read_observation(const Node& node, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics);
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
  return o;
}

EngineFit read_engine_fit(const Node& node, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics);
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
  return fit;
}

SpeedFactor read_speed_factor(const Node& node, Diagnostics& diagnostics) {
  CheckedFields f(node, diagnostics);
  SpeedFactor factor;
  factor.hardware = f.text("hardware");
  factor.engine = f.text("engine");
  factor.part = f.text("part");
  if (const auto part = node.find("part"); part && factor.part != "decode" && factor.part != "prefill") {
    f.error(*part, fmt::format("unknown part of a time {}", shown(part->text())), "use decode or prefill");
  }
  factor.model = f.text("model");
  factor.format = f.text("format");
  factor.time_over_model = read_estimate(f, "time_over_model", diagnostics);
  if (const auto time = node.find("time_over_model");
      time && factor.time_over_model.low <= 0 && !diagnostics.has_errors()) {
    f.error(*time, fmt::format("'time_over_model' of {} must be positive", f.what()));
  }
  factor.rows = f.whole("rows", 1);
  factor.weight_of_rows = f.number("weight_of_rows", 0);
  return factor;
}

}  // namespace

void read_observation_lists(CheckedFields& root, Calibration& calibration, Diagnostics& diagnostics) {
  for (const Node& node : root.list("observations")) {
    calibration.observations.push_back(read_observation(node, diagnostics));
  }
  for (const Node& node : root.list("engine_fits")) {
    calibration.engine_fits.push_back(read_engine_fit(node, diagnostics));
  }
  for (const Node& node : root.list("ratios")) {
    CheckedFields f(node, diagnostics);
    calibration.ratios.push_back({.format = f.text("format"),
                                  .hardware = f.text("hardware"),
                                  .speed_vs_f16 = read_estimate(f, "speed_vs_f16", diagnostics),
                                  .pairs = f.whole("pairs", 0)});
  }
  calibration.speed_model = root.text("speed_model");
  for (const Node& node : root.list("speed_factors")) {
    calibration.speed_factors.push_back(read_speed_factor(node, diagnostics));
  }
}

}  // namespace llmtco::detail
