#pragma once
#include <optional>
#include <string>

#include "serving/step_time.h"
#include "text/diagnostics.h"

namespace llmtco::serving {

/// Coefficients of a step from a JSON or YAML text: t0, c_pf, c_attn, c_dec and c_kv in seconds (also as t0_s and so
/// on), at the top or under `coefficients`, where whatever else stands beside that is left to its readers. All five are
/// required, from 0 to 1,000 s. Nothing, and errors with their places, for any other text.
std::optional<StepTime> read_step_time(std::string text, const std::string& name, Diagnostics& diagnostics);
/// A file. Throws FileError where it cannot be read.
std::optional<StepTime> read_step_time_file(const std::string& path, Diagnostics& diagnostics);

}  // namespace llmtco::serving
