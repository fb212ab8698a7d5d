#include "workload/tokens.h"

namespace llmtco {
namespace {

/// Unshared text of a task that a later call of it reads again.
Drawn<TokensPerRequest> kept(const TaskLengths& of) {
  const Column& n = of.calls.mean;
  Drawn<TokensPerRequest> input = of.input, step = of.step;
  for (const Medium medium : all_media) {
    if (of.media[medium].is_none()) continue;
    input = input - of.media[medium].input;
    step = step - of.media[medium].output;
  }
  if (of.calls.alike())
    return select(less(n, 2.0), (n - 1.0) * (input - of.shared), input + (n - 2.0) * step - of.shared);
  const Column after_second = of.calls.beyond(2);
  return (n - 1.0 - after_second) * (input - of.shared) + after_second * step;
}

/// What all calls of a task read, of which the first reads `first` and each later one `step` more.
struct Read {
  Drawn<TokensPerRequest> all, repeated;
};
Read read_by(const TaskLengths& of, const Drawn<TokensPerRequest>& first,
             const Drawn<TokensPerRequest>& step) {
  const Calls& calls = of.calls;
  const Column& n = calls.mean;
  const Drawn<TokensPerRequest> none, once = n * first + step * (calls.pairs() * 0.5);
  const Drawn<TokensPerRequest> reread = max(none, (n - 1.0) * first + step * (calls.later_pairs() * 0.5));
  return {(1.0 + of.retries) * once, reread + of.retries * once};
}

bool makes_one_call(const TaskLengths& of) {
  return of.calls.alike() && of.calls.mean.is(1) && of.retries.is(0);
}

ByMedium<MediumTask> media_of(const TaskLengths& of) {
  ByMedium<MediumTask> media;
  for (const Medium medium : all_media) {
    const MediumTokens& tokens = of.media[medium];
    if (tokens.is_none()) continue;
    if (makes_one_call(of)) {
      media[medium] = {tokens.input, {}, tokens.output};
      continue;
    }
    Read read = read_by(of, tokens.input, tokens.output);
    const std::string name(medium_names.to_text(medium));
    media[medium] = {
        named_of(of.name, name + " input of a task", std::move(read.all)),
        named_of(of.name, "repeated " + name + " input of a task", std::move(read.repeated)),
        named_of(of.name, name + " output of a task", (1.0 + of.retries) * of.calls.mean * tokens.output)};
  }
  return media;
}

}  // namespace

TaskTokens task_tokens(const TaskLengths& lengths) {
  const Column& n = lengths.calls.mean;
  const Column& retried = lengths.retries;
  const Drawn<TokensPerRequest> none;
  if (makes_one_call(lengths))
    return {n, lengths.input, none, lengths.shared, none, lengths.output, media_of(lengths)};

  Read read = read_by(lengths, lengths.input, lengths.step);
  const auto named = [&](const char* what, auto value) {
    return named_of(lengths.name, what, std::move(value));
  };

  return {.calls = named("calls of a task", n * (1.0 + retried)),
          .input = named("input of a task", std::move(read.all)),
          .repeated = named("repeated input of a task", std::move(read.repeated)),
          .shared = lengths.shared,
          .kept = named("input kept for a later call", max(none, kept(lengths))),
          .output = named("output of a task", (1.0 + retried) * n * lengths.output),
          .media = media_of(lengths)};
}

}  // namespace llmtco
