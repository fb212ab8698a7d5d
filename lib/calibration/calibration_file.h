#pragma once

#include <optional>
#include <string>

#include "calibration/calibration.h"
#include "text/diagnostics.h"

namespace llmtco {

/// The calibration as a JSON text of schema "kernel-calibration/1": docs/kernel.md lists its keys.
std::string calibration_json(const Calibration& calibration);

/// The calibration of a JSON text. Everything wrong with it is added to the diagnostics with its place: text
/// that is not JSON, another schema, missing and unknown keys, negative times, intervals that do not hold
/// their median, formats the kernel lacks, a fingerprint that is not that of the machine beside it.
std::optional<Calibration> read_calibration(std::string text, std::string name, Diagnostics& diagnostics);

/// Reads a file. Throws FileError if it cannot be read.
std::optional<Calibration> read_calibration_file(const std::string& path, Diagnostics& diagnostics);

}  // namespace llmtco
