#include "workload/tokens.h"

#include "workload/compaction.h"

namespace llmtco {
namespace {

/// All tokens of a loop; media are text in its summaries.
LoopPart whole(const TaskLengths& of) {
  if (!of.compaction) return {of.input, of.step};
  return {of.input, of.step, of.shared + of.compaction->to + of.new_input, of.shared, of.new_input};
}

/// Its text.
LoopPart text_of(const TaskLengths& of) {
  LoopPart text = whole(of);
  for (const Medium medium : all_media) {
    if (of.media[medium].is_none()) continue;
    text.input = text.input - of.media[medium].input;
    text.step = text.step - of.media[medium].output;
  }
  return text;
}

/// Unshared text of a task that a later call of it reads again, without summaries.
Drawn<TokensPerRequest> kept(const TaskLengths& of, const LoopPart& text) {
  const Column& n = of.calls.mean;
  const Drawn<TokensPerRequest>&input = text.input, &step = text.step;
  if (of.calls.alike())
    return select(less(n, 2.0), (n - 1.0) * (input - of.shared), input + (n - 2.0) * step - of.shared);
  const Column after_second = of.calls.beyond(2);
  return (n - 1.0 - after_second) * (input - of.shared) + after_second * step;
}

using Summarized = std::optional<Summaries>;

/// What all calls of a task read.
struct Read {
  Drawn<TokensPerRequest> all, repeated;
};
Read read_by(const TaskLengths& of, const LoopPart& part, const Summarized& summaries) {
  const Calls& calls = of.calls;
  const Column& n = calls.mean;
  const Drawn<TokensPerRequest> none;
  Drawn<TokensPerRequest> once = n * part.input + part.step * (calls.pairs() * 0.5);
  Drawn<TokensPerRequest> reread =
      max(none, (n - 1.0) * part.input + part.step * (calls.later_pairs() * 0.5));
  if (summaries) {
    once += summaries->input(part);
    reread += summaries->repeated(part);
  }
  return {(1.0 + of.retries) * once, reread + of.retries * once};
}

bool makes_one_call(const TaskLengths& of) {
  return of.calls.alike() && of.calls.mean.is(1) && of.retries.is(0);
}

ByMedium<MediumTask> media_of(const TaskLengths& of, const Summarized& summaries) {
  ByMedium<MediumTask> media;
  for (const Medium medium : all_media) {
    const MediumTokens& tokens = of.media[medium];
    if (tokens.is_none()) continue;
    if (makes_one_call(of)) {
      media[medium] = {tokens.input, {}, tokens.output};
      continue;
    }
    Read read = read_by(of, {tokens.input, tokens.output}, summaries);
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
    return {n, lengths.input, none, lengths.shared, none, lengths.output, media_of(lengths, {})};

  Summarized summaries;
  if (lengths.compaction) summaries.emplace(lengths);
  const LoopPart text = text_of(lengths);
  Read read = read_by(lengths, whole(lengths), summaries);
  Column calls = n;
  Drawn<TokensPerRequest> kept_text = kept(lengths, text), written = n * lengths.output;
  const auto named = [&](const char* what, auto value) {
    return named_of(lengths.name, what, std::move(value));
  };

  if (summaries) {
    const Column count = summaries->count();
    calls += count;
    kept_text += summaries->kept(text);
    written += count * summaries->written();
  }
  return {.calls = named("calls of a task", calls * (1.0 + retried)),
          .input = named("input of a task", std::move(read.all)),
          .repeated = named("repeated input of a task", std::move(read.repeated)),
          .shared = lengths.shared,
          .kept = named("input kept for a later call", max(none, kept_text)),
          .output = named("output of a task",
                          summaries ? (1.0 + retried) * written : (1.0 + retried) * n * lengths.output),
          .media = media_of(lengths, summaries)};
}

}  // namespace llmtco
