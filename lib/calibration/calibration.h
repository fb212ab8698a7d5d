#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/bench.h"
#include "stats/interval.h"
#include "text/names.h"

namespace llmtco {

/// Where a number comes from; every report prints it beside a speed.
enum class Provenance { measured_here, published, fitted, assumed };

inline constexpr Names<Provenance, 4> provenance_names{{{{Provenance::measured_here, "measured here"},
                                                         {Provenance::published, "published"},
                                                         {Provenance::fitted, "fitted"},
                                                         {Provenance::assumed, "assumed"}}}};

constexpr std::string_view to_text(Provenance provenance) { return provenance_names.to_text(provenance); }

/// One measured figure of a real engine.
struct Observation {
  std::string id;      // row, or place in its file
  std::string metric;  // decode_tok_s, prefill_tok_s, output_tok_s, samples_s, ttft_ms, tpot_ms
  std::string hardware;
  int gpus = 1;
  std::string model;
  double params_b = 0;      // 1e9 parameters; 0: not said
  std::string format;       // of the weights; may be empty
  double weight_bytes = 0;  // 0: not said
  std::string engine;
  std::string load_kind;  // batch, concurrency, offline-max ...; empty: one request alone
  double load = 1;
  double isl = 0;  // input and output tokens; 0: not said
  double osl = 0;
  Sampled value;  // in the unit of the metric; low = high = median when the source has no spread
  Provenance provenance = Provenance::published;
  std::string source;
};

/// One engine on one hardware: a decoded token takes t0 + bytes of weights * s_per_GB, a prompt token
/// 2 * parameters * prefill_s_per_Gop. Fitted on at least two model sizes; a part that the rows cannot tell
/// is 0 with 0 rows.
struct EngineFit {
  std::string hardware;
  int gpus = 1;
  std::string engine;
  Interval95 t0_s;
  Interval95 s_per_GB;
  int decode_rows = 0;
  double decode_rms = 0;  // relative
  Interval95 prefill_s_per_Gop;
  int prefill_rows = 0;
};

/// Decode speed of a format over that of 16-bit weights, on the same hardware, engine and model.
struct FormatRatio {
  std::string format;
  std::string hardware;
  Interval95 speed_vs_f16;
  int pairs = 0;
};

/// How much longer than the speed model says one engine takes on one accelerator: the user's rows on top of
/// the shipped fit, shrunk towards it (speed_factors.h). `model` and `format` are empty for what holds of any
/// model; with them it is what holds of the placement the rows measured.
struct SpeedFactor {
  std::string hardware, engine;  // ids of the catalogue
  std::string part;              // decode or prefill
  std::string model, format;     // ids of the catalogue, or empty
  Interval95 time_over_model;    // measured time over predicted time; 1 where rows say nothing
  int rows = 0;
  double weight_of_rows = 0;  // 0: the shipped fit alone, 1: the rows alone
};

/// What a calibration file holds: a run of the bundled kernel's benchmark, observations of real engines, or
/// both.
struct Calibration {
  std::string source;       // bench, llama-bench, vllm-bench-serve, rows
  std::string fingerprint;  // of the machine of `bench`; empty for observations from elsewhere
  kernel::BenchRun bench;   // points empty when the source is another
  std::vector<Observation> observations;
  std::vector<EngineFit> engine_fits;
  std::vector<FormatRatio> ratios;
  std::string speed_model;  // date of the speed model the factors are relative to; empty without factors
  std::vector<SpeedFactor> speed_factors;
  bool valid = true;
  std::vector<std::string> reasons;  // why not
};

inline constexpr std::string_view calibration_schema = "kernel-calibration/1";

/// A calibration from a benchmark run of this machine.
Calibration calibration_from(const kernel::BenchRun& run);

/// A calibration from observations: with engine fits and format ratios, and a reason where rows do not allow
/// them.
Calibration calibration_from(std::string source, std::string taken_at, std::vector<Observation> observations);

}  // namespace llmtco
