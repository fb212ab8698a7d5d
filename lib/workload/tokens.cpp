#include "workload/tokens.h"

namespace llmtco {

Drawn<TokensPerRequest> input_of_call(const TaskLengths& lengths, double call) {
  if (call == 0) return lengths.input;
  return lengths.input + call * lengths.step;
}

Drawn<TokensPerRequest> longest_call(const TaskLengths& lengths) {
  return lengths.input + (lengths.calls - 1.0) * lengths.step + lengths.output;
}

TaskTokens task_tokens(const TaskLengths& lengths) {
  const Column& n = lengths.calls;
  const Column& retried = lengths.retries;
  const Drawn<TokensPerRequest>&first = lengths.input, &shared = lengths.shared, &step = lengths.step;
  const Drawn<TokensPerRequest> none;
  if (n.is(1) && retried.is(0)) return {n, first, none, shared, none, lengths.output};

  const Drawn<TokensPerRequest> once = n * first + step * (n * (n - 1.0) * 0.5);
  const Drawn<TokensPerRequest> reread = max(none, (n - 1.0) * first + step * ((n - 1.0) * (n - 2.0) * 0.5));
  const Drawn<TokensPerRequest> kept =
      select(less(n, 2.0), (n - 1.0) * (first - shared), first + (n - 2.0) * step - shared);
  const auto named = [&](const char* what, auto value) {
    return named_of(lengths.name, what, std::move(value));
  };

  return {.calls = named("calls of a task", n * (1.0 + retried)),
          .input = named("input of a task", (1.0 + retried) * once),
          .repeated = named("repeated input of a task", reread + retried * once),
          .shared = shared,
          .kept = named("input kept for a later call", max(none, kept)),
          .output = named("output of a task", (1.0 + retried) * n * lengths.output)};
}

}  // namespace llmtco
