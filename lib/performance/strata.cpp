#include "performance/strata.h"

#include <algorithm>

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

}  // namespace llmtco
