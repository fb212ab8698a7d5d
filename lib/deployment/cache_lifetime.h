#pragma once
#include "deployment/context.h"

namespace llmtco {

/// How long a cache keeps what a class of requests reads again, since its last use.
struct KeptFor {
  const ClassTraffic& requests;
  const Uncertain<Seconds>& lifetime;
  const Block& block;
};

/// Tokens of a task, or of a part of it.
struct ReadAgain {
  Drawn<TokensPerRequest> repeated, input;
  Drawn<TokensPerRequest> shared{};  ///< what every call has in common with other tasks
};

/// What of the repeated tokens is no longer there when a task comes back from its tools. With w the share of pauses that are
/// at most as long as the lifetime (workload/tool_time.h), as each use renews it, and n calls, a share r of them made again:
///
///     forgotten = (1 - w) x (repeated - r / (1 + r) input - (n - 1) shared)
///
/// A call that is made again has no pause before it, and what all tasks have in common is renewed by others.
///
/// Example (I = 1,000, d = 500, n = 10: repeated 27,000): where 93.53 % of the pauses are within the lifetime, 6.47 % x 27,000
/// = 1,746 of them are forgotten; with a prefix of 400 in common 6.47 % x (27,000 - 3,600) = 1,513.
///
/// Left out: the time of the calls themselves, which a lifetime that runs from the start of a request includes; that tasks
/// so few as to leave more than a lifetime between two of them lose their common beginning too.
Drawn<TokensPerRequest> forgotten(const KeptFor& cache, const ReadAgain& tokens);

/// All of a task's repeated and shared tokens that are still there.
Drawn<TokensPerRequest> found_again(const ClassTraffic& requests, const Uncertain<Seconds>& lifetime,
                                    const Block& block);

/// Share of the pauses between the calls of a class that are longer than a time; none where tasks are one call.
Column pauses_beyond(Seconds time, const RequestClass& requests, const Block& block);

}  // namespace llmtco
