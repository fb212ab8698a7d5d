#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "calibration/calibration.h"
#include "calibration/cpu_server.h"
#include "catalog/catalog.h"
#include "performance/placement.h"
#include "performance/predict.h"
#include "performance/source.h"
#include "random/distribution.h"
#include "text/names.h"

namespace llmtco {

/// How a scenario may use a calibration file.
///     form      the overlap exponent p of memory and compute time, nothing else
///     ratios    the format ratio: speed of the placement's weight format over 16-bit weights
///     absolute  speeds: of the machine that was measured, or of the accelerator and engine the rows are of
enum class CalibrationUse { form, ratios, absolute };

inline constexpr Names<CalibrationUse, 3> calibration_use_names{{{{CalibrationUse::form, "form"},
                                                                  {CalibrationUse::ratios, "ratios"},
                                                                  {CalibrationUse::absolute, "absolute"}}}};

constexpr std::string_view to_text(CalibrationUse use) { return calibration_use_names.to_text(use); }

/// What a calibration is asked for.
struct CalibrationTarget {
  const Placement& placement;
  const Catalog& catalog;
  /// Of the machine the placement runs on, where the scenario says which; else empty.
  std::string fingerprint{};
};

/// What applies: of form p, of ratios speed_vs_f16, of absolute either cpu or decode and prefill.
struct Applicable {
  std::optional<Interval95> p{};
  std::optional<Interval95> speed_vs_f16{};
  std::optional<CpuRates> cpu{};
  /// Of this very model and format where rows were, else of any.
  std::optional<SpeedFactor> decode{}, prefill{};
  Provenance provenance = Provenance::fitted;
  /// Of p and speed_vs_f16 in the file, for the name of what is drawn: "q4.2", "Q4_K_M on RTX 4090".
  std::string key{};
  std::string of{};  ///< for people: "q4, 2 threads of Test CPU", "3 rows of vllm on h100-80-sxm"
  /// What the reader of a result has to know: more threads were measured, and the speeds with them are not valid;
  /// or others shared the memory meanwhile.
  std::string caution{};
};

/// Why nothing applies, and what to do about it.
struct NotApplicable {
  std::string reason;
  std::string hint{};
};

/// The factors a scenario may take, or why it may not: nothing valid in the file, another machine, accelerator
/// or engine, ratios of a CPU for a GPU, factors relative to another speed model, or nothing of the kind in
/// the file.
std::variant<Applicable, NotApplicable> applicable(const Calibration& calibration, CalibrationUse use,
                                                   const CalibrationTarget& target);

/// A measured number as something drawn: lognormal, the value its median, the interval 95 %; a constant where
/// it has no interval. 2.0 (1.6 to 2.5): sigma = log(2.5 / 1.6) / (2 x 1.95996) = 0.11385.
Distribution distribution_of(const Interval95& e);

/// Where speeds from rows come from: measured, by whomever, where both parts are of this very model and
/// format; else the rows only moved the fit.
SpeedSource source_of_rows(const Applicable& taken, const std::string& file);

/// A query with what rows make of its times: their factors, and the standard deviation of their logarithms
/// that is left. That of a factor is log(high / low) / (2 x 1.96) of its 95 % interval; where the rows are of
/// other models, what models on one accelerator and engine differ by stays as it was and is added in squares.
/// Worked example: 1.1, from 1.0 to 1.21, and models that differ by 0.05: log(1.21) / 3.92 = 0.0486, so
/// sqrt(0.0486^2 + 0.05^2) = 0.0697.
Query calibrated(Query query, const Applicable& taken, const std::string& file);

}  // namespace llmtco
