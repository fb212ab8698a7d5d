#include "workload/tokens.h"

namespace llmtco {
namespace {

/// Unshared input of a task that a later call of it reads again.
Drawn<TokensPerRequest> kept(const TaskLengths& of) {
  const Column& n = of.calls.mean;
  if (of.calls.alike())
    return select(less(n, 2.0), (n - 1.0) * (of.input - of.shared),
                  of.input + (n - 2.0) * of.step - of.shared);
  const Column after_second = of.calls.beyond(2);
  return (n - 1.0 - after_second) * (of.input - of.shared) + after_second * of.step;
}

}  // namespace

TaskTokens task_tokens(const TaskLengths& lengths) {
  const Calls& calls = lengths.calls;
  const Column& n = calls.mean;
  const Column& retried = lengths.retries;
  const Drawn<TokensPerRequest>&first = lengths.input, &shared = lengths.shared, &step = lengths.step;
  const Drawn<TokensPerRequest> none;
  if (calls.alike() && n.is(1) && retried.is(0)) return {n, first, none, shared, none, lengths.output};

  const Drawn<TokensPerRequest> once = n * first + step * (calls.pairs() * 0.5);
  const Drawn<TokensPerRequest> reread = max(none, (n - 1.0) * first + step * (calls.later_pairs() * 0.5));
  const auto named = [&](const char* what, auto value) {
    return named_of(lengths.name, what, std::move(value));
  };

  return {.calls = named("calls of a task", n * (1.0 + retried)),
          .input = named("input of a task", (1.0 + retried) * once),
          .repeated = named("repeated input of a task", reread + retried * once),
          .shared = shared,
          .kept = named("input kept for a later call", max(none, kept(lengths))),
          .output = named("output of a task", (1.0 + retried) * n * lengths.output)};
}

}  // namespace llmtco
