#pragma once
#include "workload/lengths.h"

namespace llmtco::routing {

/// Tokens of a task that a leg has to read anew, because calls in between went to another model whose prompt cache is its
/// own: of a router that decides call by call and sends each with chance p to this leg. Call k (from 0) finds kept what the
/// leg's last call of the task read, or the prefix P that all tasks share where it had none:
///
///     kept_0 = P,  kept_k = p (I + (k - 1) d) + (1 - p) kept_(k-1)
///     lost   = sum over k >= 1 of P(n > k) p (I + (k - 1) d - kept_k)
///
/// per task of the workload, with I, d and n of workload/tokens.h; P(n > k) is E[max(0, n - k)] - E[max(0, n - k - 1)]. The
/// legs of a router together lose what their sums come to. A router that decides once a task loses nothing.
///
/// Example: 3 calls, I = 1,000 and d = 500, nothing shared, p = 0.5: kept_1 = 500, kept_2 = 750 + 250 = 1,000; lost
/// 0.5 x (1,000 - 500) + 0.5 x (1,500 - 1,000) = 500 by each leg of two, 1,000 of the 2,500 that one model would find.
/// Where the context is summarized (workload/compaction.h), the model that is called next writes the summary and finds of
/// it what it would have found for the call, I + (k - 1) d being what the call before has read; after it every model finds
/// P alone, and nothing is lost. Left out: that a cache may have dropped the task meanwhile, which the hit rate says.
Drawn<TokensPerRequest> lost_reads(const TaskLengths& lengths, const Column& chance);

}  // namespace llmtco::routing
