#pragma once
#include <optional>
#include <vector>

#include "serving/capacity.h"

namespace llmtco::serving {

/// Mean and percentiles of a time, in seconds (type 7 of Hyndman and Fan, as everywhere).
struct Times {
  bool any = false;  ///< whether there was any; all else is 0 then
  double mean = 0, p50 = 0, p90 = 0, p95 = 0, p99 = 0;
};

Times times_of(const std::vector<double>& seconds);

/// Limits on what a user waits for, in seconds. A request that keeps all that are set is a good one.
struct Limits {
  std::optional<double> ttft, tpot, e2e;
};

/// What a simulation says, in the terms of the field.
struct Summary {
  int replicas = 1;
  std::int64_t requests = 0, completed = 0, rejected = 0, steps = 0, restarts = 0;
  Times ttft;           ///< arrival to first token, queueing included
  Times tpot;           ///< (e2e - ttft) / (output - 1), of answers of two tokens or more
  Times itl;            ///< between two tokens of an answer, over all tokens; to 0.8 %
  Times e2e;            ///< arrival to last token
  Times queue;          ///< arrival to the first step that computes something of it
  double duration = 0;  ///< first arrival to last token
  double output_tok_s = 0, input_tok_s = 0, requests_s = 0;
  double goodput_rps = 0;       ///< good requests a second; all that were answered where there is no limit
  double good_share = 1;        ///< of the requests that came, refused ones included
  double prefix_hit_ratio = 0;  ///< tokens of prompts found in the cache / tokens of prompts
  double host_hit_ratio = 0,
         disk_hit_ratio = 0;    ///< the parts of it found in the host's memory and on a disk
  std::int64_t swaps = 0;       ///< sequences moved to the host's memory
  double transfer_share = 0;    ///< of the time that steps run: waiting for what moves to and from there
  double guessed_share = 0;     ///< of the steps: those that guess tokens
  double utilization = 0;       ///< share of the time of all replicas in which a step runs
  double batch = 0;             ///< sequences in the batch, mean over the time that steps run
  double kv_used = 0;           ///< share of the KV blocks held, mean over the same time
  double in_system = 0;         ///< requests that wait or run, mean over the duration
  double recomputed_share = 0;  ///< of the prompt tokens computed: again, after restarts
  double recomputed_tokens = 0, padding_tokens = 0;  ///< computed again; for nobody
  double lost_tokens = 0;                            ///< held by requests whose replica was taken away
  /// Rate / capacity, of an open loop; see capacity(). At 1 and above the queue grows as long as requests come, and
  /// means say how many of them there were, not how the server is.
  std::optional<double> load;
  bool saturated() const { return load && *load >= 1; }
};

/// `load_of_capacity`: rate / capacity where that is known.
Summary summary(const Load& load, const Simulation& simulation, const EngineSettings& settings,
                const Limits& limits, std::optional<double> load_of_capacity = {});

/// Whether a request keeps the limits.
bool is_good(const Request& request, const Outcome& outcome, const Limits& limits);

}  // namespace llmtco::serving
