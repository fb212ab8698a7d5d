#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/machine.h"
#include "kernel/blend.h"
#include "kernel/format.h"
#include "kernel/isa.h"
#include "kernel/quantization_error.h"
#include "stats/bootstrap.h"
#include "stats/interval.h"

namespace llmtco::kernel {

struct BenchOptions {
  std::vector<Format> formats = {Format::f16, Format::q8, Format::q4, Format::q2};
  std::vector<int> threads;  // empty: one, and one per processor
  std::vector<int> batches = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
  double seconds = 5;       // for the whole run; more time, narrower intervals
  std::optional<Isa> isa;   // empty: the fastest here
  std::size_t rows = 4096;  // of the matrices
  std::size_t inputs = 4096;
  std::size_t working_set_bytes = 0;  // 0: six times the last-level cache, 128 MiB to 1 GiB
  std::uint64_t seed = 1;             // of synthetic weights and of resampling
};

/// What a longer, calmer run asks for: f32 too, 60 s.
BenchOptions full_bench_options();

/// What is wrong with the options, one sentence each: batches or threads below 1, no format, too little time.
std::vector<std::string> complaints(const BenchOptions& options);

struct BenchTool {
  std::string version;  // of the program; the caller's to fill
  std::string commit;   // the caller's to fill
  std::string compiler;
  std::string flags;
  std::string simd;  // variant of the kernel that ran
};

struct BenchConditions {
  double load1 = 0;             // load average when the run began
  double others_cpu_share = 0;  // of one core, over the whole run
  int windows = 0;              // stretches of about 0.2 s
  int quiet_windows = 0;        // in which others used less than 12 % of one core
  double seconds = 0;           // the run took
};

struct BenchLimits {
  int threads;
  Sampled dram_read_GBps;  // plain reads of the kernel's own buffer
  Sampled int8_GOPS;       // multiply-adds from registers, two operations each
  Sampled fp32_GFLOPS;
};

/// One format, batch and thread count. A step reads each weight once and multiplies it with `batch` columns,
/// activations quantized on the way.
struct BenchPoint {
  Format format;
  int batch;
  int threads;
  std::size_t rows;  // per step, of `inputs` each
  std::size_t inputs;
  std::size_t ws_bytes;  // the buffer the steps walk through
  std::size_t prefetch;  // bytes ahead, of the distances tried the best for this format and thread count
  Sampled t_s;           // of one step
  Sampled mbu_same_run;  // time of a plain read of as many bytes, taken just before, over t_s
  // Operations per second over the instruction set's int8 (fp32 for float formats) rate just before.
  Sampled peak_share;
  bool quiet;           // from quiet windows only
  int taken = 0;        // samples, of which the measured values come from t_s.samples
  int interrupted = 0;  // of them, by other programs that took a core; none of one thread, see seconds_of()
  bool valid = true;    // enough samples that nobody interrupted; of one column, a narrow interval too

  double weights() const { return static_cast<double>(rows) * static_cast<double>(inputs); }
  double bytes() const { return weights() * bits_per_weight(format) / 8; }
  double GBps() const { return bytes() / t_s.median * 1e-9; }
  double GOPS() const { return 2 * weights() * batch / t_s.median * 1e-9; }
};

struct BenchFit {
  Format format;
  int threads;
  Interval95 t_mem_s_per_GB;  // of weights
  Interval95 t_c_s_per_Gop;
  Interval95 p;
  double rms_rel;
  double knee;        // ridge point: columns at which computing takes as long as reading
  bool valid = true;  // its point of one column is, and it is fitted to valid points alone
};

struct BenchDerived {
  Format format;
  int threads;
  Interval95
      speed_vs_f16;  // weights per second at batch 1 over those of f16; value 0 if f16 was not measured
  /// Seconds per 1e9 weights to fetch them from second-level cache and decode them: the part of the time that
  /// does not grow with columns (line through 1 and 6 columns). One thread only, 0 otherwise.
  double dequant_s_per_Gweight;
  bool valid = true;  // its points of one column are: its own, and that of f16
};

struct BenchRun {
  std::string taken_at;
  BenchTool tool;
  Machine machine;
  BenchConditions conditions;
  std::vector<BenchLimits> limits;
  std::vector<BenchPoint> points;
  std::vector<BenchFit> fits;
  std::vector<BenchDerived> derived;
  std::vector<QuantizationError> quality;
  bool valid = true;  // every decode point and fit is; where some are, the run is usable for those
  std::vector<std::string> reasons;  // why not, one for each cause, with the points it holds for
};

/// A decode point needs this many samples that nobody interrupted, and an interval this narrow, to be valid.
inline constexpr int least_pairs = 15;
inline constexpr double widest_interval = 0.05;

/// Measures this machine. Takes about options.seconds and options.working_set_bytes of memory.
/// Throws std::invalid_argument with the first complaint about the options.
BenchRun bench(const BenchOptions& options);

}  // namespace llmtco::kernel
