#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "calibration/calibration.h"

namespace llmtco {

/// How a scenario may use a calibration file.
///     form      the blending exponent p of memory and compute time, nothing else
///     ratios    speeds of formats over 16-bit weights
///     absolute  seconds per byte and per operation; only on the machine (or hardware) they were measured on
enum class CalibrationUse { form, ratios, absolute };

/// Throws std::invalid_argument that lists the three.
CalibrationUse calibration_use(std::string_view name);
std::string_view to_text(CalibrationUse use);

/// What a calibration is asked for.
struct CalibrationTarget {
  std::string hardware;     // as the scenario names it
  std::string fingerprint;  // of the machine, when the scenario's hardware is this one
  bool cpu = false;         // whether the hardware is a CPU
};

/// A factor that carries over, with its 95 % interval and where it comes from.
struct TransferredFactor {
  std::string name;  // "p", "speed_vs_f16", "t_mem_s_per_GB", "t_c_s_per_Gop", "s_per_GB", "t0_s",
                     // "prefill_s_per_Gop"
  std::string of;    // format and threads, or engine
  Interval95 value;
  Provenance provenance;
};

struct NotTransferred {
  std::string reason;
};

/// The factors a scenario may take, or why it may not: an invalid calibration, another machine, ratios of a
/// CPU for a GPU, or nothing of the kind in the file.
std::variant<std::vector<TransferredFactor>, NotTransferred> transferred(const Calibration& calibration,
                                                                         CalibrationUse use,
                                                                         const CalibrationTarget& target);

/// Time of one step of a server on the CPU of this calibration: `weights` weights read once, multiplied with
/// `columns` tokens.
///
///     t = blend(t_mem_s_per_GB * bytes, t_c_s_per_Gop * 2 * weights * columns; p)
///
/// Worked example: 7.5e9 weights of q4 (4.5 bits: 4.22 GB) at 0.033 s/GB and one token: 0.139 s, 7.2
/// tokens/s. The interval takes all three parameters at their ends. Left out: attention, reading the KV
/// cache, norms, sampling. Refused on another machine, for a format or thread count that was not measured,
/// and when the calibration is not valid.
std::variant<Interval95, NotTransferred> cpu_step_seconds(const Calibration& calibration,
                                                          std::string_view fingerprint, KernelFormat format,
                                                          int threads, double weights, double columns);

}  // namespace llmtco
