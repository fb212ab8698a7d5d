#pragma once
#include <optional>
#include <string>
#include <vector>

#include "performance/load.h"
#include "performance/source.h"

namespace llmtco {

/// What to predict of a placement. Lengths in tokens.
struct Query {
  Placement placement;
  double input = 512;
  double output = 256;
  double batch = 1;  ///< sequences of the decode rate
  /// Requests in flight; TTFT and TPOT are of one request alone without it.
  std::optional<double> concurrency;
  /// Requests per second to one replica: TTFT and TPOT are those at this rate; `concurrency` is not used then.
  std::optional<double> rate;

  /// Why the engine does not start it (refusal_text() of performance/suggestions.h); empty where it does.
  std::string refused{};

  /// What measurements make of the times (calibration/speed_factors.h): factors, and the standard deviation
  /// of their logarithms that is left, in place of the strata's spreads.
  Factors factors{};
  std::optional<double> decode_sd{}, prefill_sd{};
  std::optional<SpeedSource> source{};  ///< of such times
};

/// A predicted number with its 90 % interval.
struct Predicted {
  /// decode_tok_s, prefill_tok_s, ttft_ms, tpot_ms, output_tok_s, speculation_speedup; at a rate also
  /// ttft_p95_ms, tpot_p95_ms and requests_per_s, what a replica can serve at most, and the first two are
  /// medians.
  std::string name;
  double value = 0, p5 = 0, p95 = 0;
  std::string unit;
  std::string bound;  ///< weights, kv, compute, communication or overhead; empty where it means nothing
  /// Whose left-out rows the interval comes from; "calibration" where measurements gave it.
  std::string stratum;
};

/// A replica at a steady rate of requests (performance/load.h: steady_state()).
struct AtRate {
  double capacity = 0;   ///< requests a second
  double load = 0;       ///< rate / capacity; at 1 and above there are no latencies
  double in_flight = 0;  ///< requests decoded at once, the mean by Little's law

  bool serves() const { return load < 1; }
};

struct Prediction {
  Memory memory;
  Bytes room_low, room_high;     ///< for keys and values, 90 % interval
  double chance_of_fitting = 0;  ///< that there is any room
  /// Why it does not run: the engine, the weights, or a request of this length; empty where it does.
  std::string reason;
  double largest_batch = 0;        ///< at the full length
  double longest_request = 0;      ///< tokens of the longest that fits, at most the model's context
  std::vector<Predicted> numbers;  ///< empty where it does not run
  std::optional<AtRate> at_rate;   ///< where a rate was given and it runs
  SpeedSource source;              ///< fitted or assumed, and on what
  std::vector<std::string> notes;  ///< what is assumed or wide, and why

  bool runs() const { return reason.empty(); }
};
Prediction predict(const Query& query, const Coefficients& coefficients = shipped_coefficients());

/// A value with the interval of its stratum (strata.h: range_of()).
Predicted with_interval(std::string name, double value, std::string unit, const std::string& stratum,
                        const Placement& placement, const Coefficients& coefficients);

}  // namespace llmtco
