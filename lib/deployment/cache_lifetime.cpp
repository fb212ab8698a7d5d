#include "deployment/cache_lifetime.h"

#include "columns/column_math.h"
#include "workload/tool_time.h"

namespace llmtco {

Drawn<TokensPerRequest> forgotten(const KeptFor& cache, const ReadAgain& tokens) {
  const TaskLengths& lengths = cache.requests.lengths;
  const Column within = named_of(lengths.name, "pauses within the lifetime of the cache",
                                 pauses_within(cache.block(cache.lifetime), lengths));
  if (within.is(1)) return {};
  const Column &retries = lengths.retries, more = lengths.calls.mean - 1.0;
  const Drawn<TokensPerRequest> after_pauses =
      tokens.repeated - retries / (1.0 + retries) * tokens.input - more * tokens.shared;
  return (1.0 - within) * max(Drawn<TokensPerRequest>(), after_pauses);
}

Drawn<TokensPerRequest> found_again(const ClassTraffic& requests, const Uncertain<Seconds>& lifetime,
                                    const Block& block) {
  const TaskTokens& task = requests.task;
  return task.repeated + task.shared -
         forgotten({requests, lifetime, block}, {task.repeated, task.input, task.shared});
}

Column pauses_beyond(Seconds time, const RequestClass& requests, const Block& block) {
  const TaskLengths lengths = lengths_of(requests, TokenFactors(), block);
  if (lengths.calls.mean.is(1)) return 0.0;
  return 1.0 - pauses_within(Drawn<Seconds>(time), lengths);
}

}  // namespace llmtco
