#include <nlohmann/json.hpp>

#include "calibration/calibration_file.h"
#include "text/plain.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

Json json(const Sampled& s, double scale = 1) {
  return {{"best", s.best * scale},
          {"median", s.median * scale},
          {"ci95_lo", s.low * scale},
          {"ci95_hi", s.high * scale},
          {"n", s.samples}};
}

Json json(const Interval95& e) { return {{"value", e.value}, {"ci95_lo", e.low}, {"ci95_hi", e.high}}; }

Json json(const kernel::BenchTool& t) {
  return {{"version", t.version},
          {"commit", t.commit},
          {"compiler", t.compiler},
          {"flags", t.flags},
          {"simd", t.simd}};
}

Json json(const Machine& m, const std::string& fingerprint) {
  return {{"cpu_model", m.cpu_model},
          {"family_model_stepping", m.family_model_stepping},
          {"isa", m.isa},
          {"vcpus", m.vcpus},
          {"l1d_l2_l3_bytes", {m.l1d_bytes, m.l2_bytes, m.l3_bytes}},
          {"mem_bytes", m.mem_bytes},
          {"page_size", m.page_size},
          {"hypervisor", m.hypervisor},
          {"kernel", m.kernel},
          {"sha256", fingerprint}};
}

Json conditions(const kernel::BenchRun& run) {
  int pairs = 0;  // the fewest of a decode point
  for (const kernel::BenchPoint& p : run.points) {
    if (p.batch == 1 && (pairs == 0 || p.t_s.samples < pairs)) pairs = p.t_s.samples;
  }
  const kernel::BenchConditions& c = run.conditions;
  return {{"load1", c.load1},     {"others_cpu_share", c.others_cpu_share},
          {"windows", c.windows}, {"quiet_windows", c.quiet_windows},
          {"pairs", pairs},       {"seconds", c.seconds}};
}

Json json(const kernel::BenchLimits& l) {
  return {{"threads", l.threads},
          {"dram_read_GBps", json(l.dram_read_GBps)},
          {"int8_GOPS", json(l.int8_GOPS)},
          {"fp32_GFLOPS", json(l.fp32_GFLOPS)}};
}

Json json(const kernel::BenchPoint& p) {
  return {{"format", name(p.format)},
          {"bits_per_weight", kernel::bits_per_weight(p.format)},
          {"M", p.rows},
          {"K", p.inputs},
          {"batch", p.batch},
          {"threads", p.threads},
          {"ws_bytes", p.ws_bytes},
          {"prefetch_bytes", p.prefetch},
          {"t_ms", json(p.t_s, 1e3)},
          {"GBps", p.GBps()},
          {"GOPS", p.GOPS()},
          {"mbu_same_run", json(p.mbu_same_run)},
          {"peak_share", json(p.peak_share)},
          {"quiet", p.quiet},
          {"taken", p.taken},
          {"interrupted", p.interrupted},
          {"valid", p.valid}};
}

Json json(const kernel::BenchFit& f) {
  return {{"format", name(f.format)},
          {"threads", f.threads},
          {"t_mem_s_per_GB", json(f.t_mem_s_per_GB)},
          {"t_c_s_per_Gop", json(f.t_c_s_per_Gop)},
          {"p", json(f.p)},
          {"rms_rel", f.rms_rel},
          {"knee", f.knee},
          {"valid", f.valid}};
}

Json json(const kernel::BenchDerived& d) {
  return {{"format", name(d.format)},
          {"threads", d.threads},
          {"speed_vs_f16", json(d.speed_vs_f16)},
          {"dequant_overhead_s_per_Gweight", d.dequant_s_per_Gweight},
          {"valid", d.valid}};
}

Json json(const kernel::QuantizationError& q) {
  return {{"format", name(q.format)},
          {"rounding", name(q.rounding)},
          {"distribution", name(q.weights)},
          {"seed", q.seed},
          {"weight_rel_rmse", q.weight_rel_rmse},
          {"output_rel_rmse", q.output_rel_rmse},
          {"cosine", q.cosine},
          {"kl_proxy", q.kl_proxy}};
}

Json json(const Observation& o) {
  return {{"id", o.id},
          {"metric", o.metric},
          {"hardware", o.hardware},
          {"gpus", o.gpus},
          {"model", o.model},
          {"params_b", o.params_b},
          {"format", o.format},
          {"weight_bytes", o.weight_bytes},
          {"engine", o.engine},
          {"load_kind", o.load_kind},
          {"load", o.load},
          {"isl", o.isl},
          {"osl", o.osl},
          {"value", json(o.value)},
          {"provenance", to_text(o.provenance)},
          {"source", o.source}};
}

Json json(const EngineFit& f) {
  return {{"hardware", f.hardware},
          {"gpus", f.gpus},
          {"engine", f.engine},
          {"t0_s", json(f.t0_s)},
          {"s_per_GB", json(f.s_per_GB)},
          {"decode_rows", f.decode_rows},
          {"decode_rms", f.decode_rms},
          {"prefill_s_per_Gop", json(f.prefill_s_per_Gop)},
          {"prefill_rows", f.prefill_rows}};
}

Json json(const FormatRatio& r) {
  return {{"format", r.format},
          {"hardware", r.hardware},
          {"speed_vs_f16", json(r.speed_vs_f16)},
          {"pairs", r.pairs}};
}

Json json(const SpeedFactor& f) {
  return {{"hardware", f.hardware}, {"engine", f.engine},
          {"part", f.part},         {"model", f.model},
          {"format", f.format},     {"time_over_model", json(f.time_over_model)},
          {"rows", f.rows},         {"weight_of_rows", f.weight_of_rows}};
}

template <class T>
Json list(const std::vector<T>& values) {
  Json found = Json::array();
  for (const T& value : values) found.push_back(json(value));
  return found;
}

}  // namespace

std::string calibration_json(const Calibration& c) {
  Json root = {{"schema", calibration_schema},
               {"source", c.source},
               {"taken_at", c.bench.taken_at},
               {"tool", json(c.bench.tool)}};
  if (!c.fingerprint.empty()) {
    root["machine"] = json(c.bench.machine, c.fingerprint);
    root["conditions"] = conditions(c.bench);
  }
  root["limits"] = list(c.bench.limits);
  root["points"] = list(c.bench.points);
  root["fits"] = list(c.bench.fits);
  root["derived"] = list(c.bench.derived);
  root["quality"] = list(c.bench.quality);
  root["observations"] = list(c.observations);
  root["engine_fits"] = list(c.engine_fits);
  root["ratios"] = list(c.ratios);
  root["speed_model"] = c.speed_model;
  root["speed_factors"] = list(c.speed_factors);
  root["valid"] = c.valid;
  root["reasons"] = c.reasons;
  return plain_json(root.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace llmtco
