#include "calibration/calibration.h"

#include "calibration/engine_fit.h"

namespace llmtco {

Calibration calibration_from(const kernel::BenchRun& run) {
  return {.source = "bench",
          .fingerprint = fingerprint(run.machine),
          .bench = run,
          .observations = {},
          .engine_fits = {},
          .ratios = {},
          .speed_model = {},
          .speed_factors = {},
          .valid = run.valid,
          .reasons = run.reasons};
}

Calibration calibration_from(std::string source, std::string taken_at,
                             std::vector<Observation> observations) {
  Calibration calibration;
  calibration.source = std::move(source);
  calibration.bench.taken_at = std::move(taken_at);
  calibration.observations = std::move(observations);
  calibration.engine_fits = engine_fits(calibration.observations, calibration.reasons);
  calibration.ratios = format_ratios(calibration.observations);
  if (calibration.observations.empty()) calibration.reasons.push_back("no observation");
  calibration.valid = !calibration.observations.empty();
  return calibration;
}

}  // namespace llmtco
