#pragma once

#include <string>
#include <vector>

#include "calibration/calibration.h"
#include "measured/rows.h"
#include "text/diagnostics.h"

namespace llmtco {

/// What a benchmark file does not say, or says in words the catalogue does not know. What is given here wins.
struct ImportContext {
  std::string hardware;
  int gpus = 1;
  std::string model;
  double params_b = 0;
  std::string format;
  double weight_bytes = 0;
  Provenance provenance = Provenance::published;
  std::string source;  // empty: the file's name
};

/// Tests of `llama-bench -o json`: n_gen alone gives decode_tok_s, n_prompt alone prefill_tok_s; a test of
/// both has no rate of its own and is left out with a warning. Hardware is gpu_info where layers were
/// offloaded, else cpu_info; intervals come from samples_ts.
std::vector<Observation> import_llama_bench(std::string text, std::string name, const ImportContext& context,
                                            Diagnostics& diagnostics);

/// A result of `vllm bench serve --save-result`: output_tok_s, mean ttft_ms and tpot_ms at its
/// max_concurrency or request_rate. The file says nothing of the hardware, which the context must name.
std::vector<Observation> import_vllm_bench(std::string text, std::string name, const ImportContext& context,
                                           Diagnostics& diagnostics);

/// Rows in the columns of the decode-speed, serving-throughput or serving-latency tables, told apart by their
/// header. Rows whose note says "suspicious" are left out with a warning.
std::vector<Observation> import_rows(const RowTable& table, Provenance provenance, Diagnostics& diagnostics);

}  // namespace llmtco
