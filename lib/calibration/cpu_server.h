#pragma once

#include <optional>
#include <string>
#include <variant>

#include "calibration/calibration.h"
#include "catalog/weight_format.h"
#include "performance/load.h"
#include "stats/interval.h"

namespace llmtco {

/// How fast the processors of a server compute: of one weight format, with 95 % intervals.
struct CpuRates {
  std::string format;              ///< of the kernel, or of the scenario
  int threads = 0;                 ///< 0: not measured
  Interval95 weights_s_per_GB;     ///< reading and decoding weights, one column
  Interval95 compute_s_per_Gop;    ///< multiplying them
  Interval95 p;                    ///< overlap exponent of the two
  Interval95 kv_s_per_GB;          ///< reading keys and values, at the memory's speed
  Interval95 attention_s_per_Gop;  ///< 16-bit numbers
  double largest_batch = 0;        ///< columns up to which the rates were measured
};

/// The kernel's format that stands for a weight format: q8 for 8-bit, q4 for 4-bit, q2 for 2- and 3-bit GGUF
/// weights, f16 and f32 for floats. Nothing for what the kernel has no like of (5 and 6 bits, codebooks,
/// FP8).
std::optional<kernel::Format> kernel_format_of(const WeightFormat& format);

/// Rates from a benchmark of the bundled kernel, at the largest number of threads for which all of them are
/// valid; keys and values at its DRAM read, attention at the rate of its 16-bit products. The reason where there
/// are none: not measured, or not valid.
std::variant<CpuRates, std::string> measured_rates(const kernel::BenchRun& run, const WeightFormat& format);

/// Why the machine may do more than measured rates say: they are of fewer threads than were measured, which are
/// not valid, or were measured while others used its memory. Empty where neither is so.
std::string caution(const kernel::BenchRun& run, const CpuRates& rates);

/// Rates of a CPU that was not measured, assumed: 65 to 92 % of the datasheet's memory bandwidth, 35 to 70 %
/// of its peak for the format (int8 for quantized weights where there is one, else fp16), p from 1 to 3. The
/// shares are what CPU kernels of several libraries reached on one machine (docs/kernel.md, section 3), so
/// other CPUs may lie outside. Requires a bandwidth and an fp16 peak.
CpuRates datasheet_rates(const Accelerator& cpu, const WeightFormat& format);

/// The same rates with weights read at the speed that a measured ratio over 16-bit weights gives:
///
///     s/GB of the format = s/GB of 16-bit weights x 16 / bits / ratio
///
/// 16-bit weights at 0.040 s/GB and a ratio of 3.2 give 4.5-bit weights 0.0444 s/GB: 3.56 times fewer
/// bytes, 3.2 times faster.
CpuRates with_ratio(CpuRates rates, double bits, const Interval95& speed_vs_f16);

/// Quotient of two independent uncertain numbers: halves of the intervals added in squares, on the scale of
/// logarithms.
Interval95 quotient(const Interval95& a, const Interval95& b);

/// What the rates leave out, a factor of every time: norms, activation functions, sampling, thread
/// synchronisation. Assumed: 2 to 20 % (there is no measurement of a whole CPU engine beside our kernel yet).
inline constexpr Interval95 cpu_rest{1.08, 1.02, 1.20};

/// The measured machine as an accelerator: its memory, no price, no power.
Accelerator measured_machine(const Calibration& calibration, const std::string& id);

/// A replica on a CPU: a step takes
///
///     (weights^p + compute^p)^(1/p) + kv + attention
///     weights    bytes x s/GB         compute  2 x parameters x tokens x s/Gop
///     kv         bytes x the slower of s/GB of memory and s/Gop of attention's products on them
///     attention  of prompts: FLOP x s/Gop
///
/// times cpu_rest. Worked example, 7.5e9 weights of 4.5 bits (4.22 GB) at 0.033 s/GB, one token, no context:
/// 0.139 s; 16 tokens at 0.0015 s/Gop and p = 2: sqrt(0.139^2 + 0.36^2) = 0.386 s. Prompts are computed in
/// parts of `largest_batch` tokens; batches stop there or at the engine's limit. Left out: NUMA, clocks that
/// fall under load.
Replica cpu_replica(Placement placement, const CpuRates& rates);

}  // namespace llmtco
