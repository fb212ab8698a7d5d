#pragma once
#include <optional>
#include <string>

namespace llmtco {

/// How the engine of a test was set and how the test went on, as tables of set-ups say; what they do not say is absent.
struct TestSetup {
  std::string policy;  ///< "mixed, chunked", "mixed, whole prompts", "prompts first"
  std::optional<double> requests_per_place, warm_up_per_place;
  std::optional<double> token_budget;  ///< of a step
  std::optional<double> max_seqs;      ///< that run at once
  /// Prompts are held back for so many steps, or until this share of the budget is there.
  double wait_steps = 0, wait_share = 0;
  double receive_interval = 1;  ///< steps between looks for new requests
};

/// What a test at a given rate measured: percentiles, no means.
struct OpenLoop {
  std::optional<double> requests;  ///< of the test
  std::optional<double> ttft_p50_ms, ttft_p90_ms, ttft_p99_ms, tpot_p50_ms, tpot_p90_ms, tpot_p99_ms;
  std::optional<double> output_tok_s;  ///< of requests handed over at once
};

}  // namespace llmtco
