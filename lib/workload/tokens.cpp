#include "workload/tokens.h"

#include <cmath>

namespace llmtco {
namespace {

/// What a task adds to its context from one call to the next: new input and the answer before.
Drawn<TokensPerRequest> growth(const RequestClass& requests, const Block& block) {
  return block(requests.agent.new_input) + block(requests.output.mean);
}

}  // namespace

Drawn<TokensPerRequest> input_of_call(const RequestClass& requests, const Block& block, double call) {
  if (call == 0) return block(requests.input.mean);
  return block(requests.input.mean) + call * growth(requests, block);
}

Drawn<TokensPerRequest> longest_call(const RequestClass& requests, const Block& block) {
  return block(requests.input.mean) + (block(requests.agent.calls) - 1.0) * growth(requests, block) +
         block(requests.output.mean);
}

TaskTokens task_tokens(const RequestClass& requests, const Block& block) {
  const Column n = block(requests.agent.calls);
  const Column retried = block(requests.agent.retries);
  const Drawn<TokensPerRequest> first = block(requests.input.mean);
  const Drawn<TokensPerRequest> shared = min(block(requests.shared_prefix), first);
  const Drawn<TokensPerRequest> none;
  if (n.is(1) && retried.is(0)) return {n, first, none, shared, none, block(requests.output.mean)};
  const Drawn<TokensPerRequest> step = growth(requests, block);

  const Drawn<TokensPerRequest> once = n * first + step * (n * (n - 1.0) * 0.5);
  const Drawn<TokensPerRequest> reread = max(none, (n - 1.0) * first + step * ((n - 1.0) * (n - 2.0) * 0.5));
  const Drawn<TokensPerRequest> kept =
      select(less(n, 2.0), (n - 1.0) * (first - shared), first + (n - 2.0) * step - shared);

  return {
      .calls = named_of(requests, "calls of a task", n * (1.0 + retried)),
      .input = named_of(requests, "input of a task", (1.0 + retried) * once),
      .repeated = named_of(requests, "repeated input of a task", reread + retried * once),
      .shared = shared,
      .kept = named_of(requests, "input kept for a later call", max(none, kept)),
      .output = named_of(requests, "output of a task", (1.0 + retried) * n * block(requests.output.mean))};
}

}  // namespace llmtco
