#pragma once
#include "performance/factors.h"
#include "performance/memory.h"
#include "performance/speculation.h"
#include "performance/step.h"

namespace llmtco {

/// A placement ready to be asked for times: shape and coefficients resolved once.
struct Replica {
  Placement placement;
  Shape shape;
  Profile online, offline;  ///< served over HTTP; run from a queue in memory
  Speculating speculating{};
};
Replica replica(Placement placement, const Coefficients& coefficients = shipped_coefficients());

/// A time and what it is made of most.
struct Timed {
  Drawn<Seconds> time;
  Bound bound = Bound::weights;
};

/// One token for each of `batch` sequences whose KV caches hold `context` tokens on average.
Timed decode_step(const Replica& replica, const Column& batch, const Drawn<Tokens>& context,
                  const Factors& factors = {});

/// The same for each token where several are guessed and checked in a step (speculation.h), else that step.
Timed token_step(const Replica& replica, const Column& batch, const Drawn<Tokens>& context,
                 const Factors& factors = {});

/// The first `tokens` of `prompts` prompts after `past` cached ones, alone on the machine. Runtimes that
/// compute prompts in micro-batches of 512 tokens pipeline them over the GPUs of a layer split.
Timed prefill(const Replica& replica, const Drawn<Tokens>& tokens,
              const Drawn<Tokens>& past = Drawn<Tokens>(Column(0.0)), const Column& prompts = Column(1.0),
              const Factors& factors = {});

/// Lengths of a request.
struct RequestShape {
  Drawn<Tokens> input;  ///< to be computed
  Drawn<Tokens> output;
  Drawn<Tokens> cached = Drawn<Tokens>(Column(0.0));  ///< part of the context that is read, not computed
  double beams = 1;                                   ///< sequences decoded side by side for one answer
  /// What answers of requests in flight are on average over those of all requests: long ones are in flight for
  /// longer, so that E[output^2] / E[output] = (1 + cv^2) output counts. Answers of 300 tokens with cv 1: 600,
  /// of which half is there at any moment.
  Column in_flight{1.0};

  /// The answer that a request in flight is going to have, mean.
  Drawn<Tokens> answer_in_flight() const { return in_flight.is(1) ? output : in_flight * output; }
};

/// A replica whose queue never empties: the batch that fits (at most `max_batch` where given), each step
/// decoding it and computing the prompts of the requests that take the places of finished ones.
struct Throughput {
  Column batch;
  Drawn<TokensPerSecond> output;
  Drawn<Seconds> step;
  Bound bound = Bound::weights;
};
Throughput offline_throughput(const Replica& replica, const RequestShape& request,
                              std::optional<Column> max_batch = {}, const Factors& factors = {});

/// A closed loop with `concurrency` requests in flight:
///
///     batch = min(concurrency, batch that fits)
///     TPOT  = (host^3 + gpu^3)^(1/3)
///     host  = request x batch / output
///     gpu   = decode step / tokens it yields + interleave x (batch - 1) x stall / output
///     TTFT  = fixed + decode step + own x (together + first_wave x (batch - 1) / 2) + wait
///     wait  = (concurrency - batch) / batch x output x TPOT
///
/// stall is what the compute of a newcomer's prompt adds to the steps of the others; own is a whole step that
/// computes one prompt, joined like host and gpu with the time to launch it. All requests arrive at once when
/// a test starts; those, a share first_wave, wait for half of the others' prompts. wait is for a place, where
/// more are in flight than fit. Worked example and what is left out: docs/performance.md.
/// Source: concurrency rows of serving_latency (tests of 2025 and 2026).
struct Latency {
  Drawn<Seconds> ttft, tpot;  ///< means
  Column batch;
  Bound bound = Bound::weights;
};
Latency closed_loop(const Replica& replica, const RequestShape& request, const Column& concurrency,
                    const Factors& factors = {});

/// What one replica can do at most: the largest batch that fits and keeps the limit on TPOT, at most
/// `max_batch`. Both are 0 where not one request fits.
struct ReplicaCapacity {
  Column batch;
  Drawn<RequestsPerSecond> rate;
};
ReplicaCapacity replica_capacity(const Replica& replica, const RequestShape& request,
                                 std::optional<Seconds> tpot_limit = {}, std::optional<Column> max_batch = {},
                                 const Factors& factors = {});

/// An open system at a steady rate of requests to one replica.
struct Steady {
  /// Most a replica serves with the batch that fits and the limit on TPOT.
  Drawn<RequestsPerSecond> capacity;
  Column load;  ///< rate / capacity
  Column batch;
  /// At the rate; of a replica at capacity where load >= 1.
  Drawn<Seconds> ttft_p50, ttft_p95, tpot_p50, tpot_p95;
  Drawn<Seconds> step;  ///< that decodes the batch, one request at least
};

/// First form, without an event simulation: the batch is the fixed point of Little's law, batch = rate x
/// output x TPOT(batch), by regula falsi between 0 and the batch that fits. Prompts queue for the prefill
/// stage like M/D/1 with utilisation u = rate x prefill: mean wait u / (2 (1 - u)) x prefill, 95th percentile
/// three times the mean.
Steady steady_state(const Replica& replica, const RequestShape& request, const Drawn<RequestsPerSecond>& rate,
                    std::optional<Seconds> tpot_limit = {}, std::optional<Column> max_batch = {},
                    const Factors& factors = {});
/// The same with a capacity that is known already.
Steady steady_state(const Replica& replica, const RequestShape& request, const Drawn<RequestsPerSecond>& rate,
                    const ReplicaCapacity& most, const Factors& factors);

}  // namespace llmtco
