#include "performance/strata.h"

#include <algorithm>

#include "columns/repeatable.h"
#include "performance/profile.h"

namespace llmtco {

std::string decode_stratum(const Placement& p) {
  if (is_server(p)) return "tpot";
  const std::string base =
      p.engine_key == "llama.cpp" || p.engine_key == "ollama" ? "decode-llamacpp" : "decode-other";
  return p.gpus() > 1 ? base + "-split" : base;
}

std::string prefill_stratum(const Placement& p) { return is_server(p) ? offline_stratum(p) : "prefill"; }

std::string offline_stratum(const Placement& p) {
  return p.model.experts ? "offline-mixture" : "offline-dense";
}
std::string mlperf_stratum(const Placement& p) { return p.model.experts ? "mlperf-mixture" : "mlperf-dense"; }

bool has_rows(const Coefficients& c, const Accelerator& a) {
  const Coefficient* const rows = c.find("rows.hardware@" + a.id);
  return rows != nullptr && rows->value > 0;
}

bool class_has_rows(const Coefficients& c, const Accelerator& a) {
  const std::vector<std::string>& ids = c.gpu_class(a.id).accelerators;
  return std::any_of(ids.begin(), ids.end(),
                     [&](const std::string& id) { return c.find("rows.hardware@" + id) != nullptr; });
}

bool has_rows(const Coefficients& c, const Engine& e) {
  const Coefficient* const rows = c.find("rows.engine@" + e.id);
  return rows != nullptr && rows->value > 0;
}

bool beyond_rows(const Placement& p) { return p.host.has_value(); }

std::string setup_rows(const Placement& p) {
  return "rows.setup@" + p.accelerator.id + ":" + p.engine_key + ":" + p.engine.version;
}

bool setup_seen(const Coefficients& c, const Placement& p) {
  if (beyond_rows(p) || (is_server(p) && p.engine.version.empty())) return false;
  const Coefficient* const rows = c.find(setup_rows(p));
  return rows != nullptr && rows->value > 0;
}

RatioInterval range_of(const Coefficients& c, const Placement& p, std::string_view stratum) {
  const Spread& s = c.spread(stratum);
  if (setup_seen(c, p) && !p.assumed_shape) return {s.seen_low, s.seen_high};
  const double wider = (p.assumed_shape ? 1.5 : 1) * (class_has_rows(c, p.accelerator) ? 1 : 1.3) *
                       (has_rows(c, p.engine) ? 1 : 1.3) * (beyond_rows(p) ? 1.3 : 1);
  return {repeatable::exp(wider * repeatable::log(s.low)), repeatable::exp(wider * repeatable::log(s.high))};
}

}  // namespace llmtco
