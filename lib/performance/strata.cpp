#include "performance/strata.h"

#include "performance/profile.h"

namespace llmtco {

std::string decode_stratum(const Placement& p) {
  if (is_server(p)) return "tpot";
  const std::string base = p.engine_key == "llama.cpp" || p.engine_key == "ollama" ? "decode-llamacpp" : "decode-other";
  return p.gpus() > 1 ? base + "-split" : base;
}

std::string prefill_stratum(const Placement& p) { return is_server(p) ? "ttft" : "prefill"; }

std::string offline_stratum(const Placement& p) { return p.model.experts ? "offline-mixture" : "offline-dense"; }
std::string mlperf_stratum(const Placement& p) { return p.model.experts ? "mlperf-mixture" : "mlperf-dense"; }

bool has_rows(const Coefficients& c, const Accelerator& a) {
  const Coefficient* const rows = c.find("rows.hardware@" + a.id);
  return rows != nullptr && rows->value > 0;
}

bool has_rows(const Coefficients& c, const Engine& e) {
  const Coefficient* const rows = c.find("rows.engine@" + e.id);
  return rows != nullptr && rows->value > 0;
}

}  // namespace llmtco
