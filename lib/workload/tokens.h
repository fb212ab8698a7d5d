#pragma once
#include <optional>

#include "workload/lengths.h"

namespace llmtco {

/// Tokens of one medium in a task, parts of its input, repeated input and output.
struct MediumTask {
  Drawn<TokensPerRequest> input{}, repeated{}, output{};
};

/// Tokens of one task, all its calls and retries together; text and media, where nothing else is said.
struct TaskTokens {
  Column calls;                      ///< model calls per task, retries included
  Drawn<TokensPerRequest> input;     ///< everything the model reads
  Drawn<TokensPerRequest> repeated;  ///< part of `input` that an earlier call of the same task has read
  Drawn<TokensPerRequest> shared;  ///< part of `input` that is the same for all tasks; not part of `repeated`
  Drawn<TokensPerRequest> kept;  ///< unshared text a cache must store so that `repeated` can be read from it
  Drawn<TokensPerRequest> output;
  ByMedium<MediumTask> media{};
  /// The longest context that a later call reads again, where its lengths do not say it: calls of others lie between.
  std::optional<Drawn<TokensPerRequest>> read_again{};
};

/// Tokens of a task of n calls, mean over the tasks of a draw: the first reads I, each later one the whole
/// earlier context and d = new + O more (the answer O of the call before is read again); each answers O. A
/// share r of calls is made once more.
///
///     input    = (1 + r) (E[n] I + d E[n (n - 1)] / 2)
///     repeated = (E[n] - 1) I + d E[(n - 1) (n - 2)] / 2 + r (E[n] I + d E[n (n - 1)] / 2)
///     output   = (1 + r) E[n] O
///     shared   = P in each call that has not read it in this task: P
///     kept     = E[min(1, n - 1)] (I - P) + E[max(0, n - 2)] d
///
/// where E is over the tasks (workload/calls.h). Left out: that tasks of more calls may have longer ones.
///
/// Example (GPT-4o agent, I = 1,000, new = 200, O = 300, n = 10): input 10,000 + 500 x 45 = 32,500; repeated
/// 9,000 + 500 x 36 = 27,000; output 3,000. At $2.50, $1.25 cached and $10 per million: 0.111 at full price,
/// 0.0775 with the repeated prefix read from the cache. The same with n = 10 on average and cv 0.5 between
/// tasks: E[n (n - 1)] = 115, input 10,000 + 500 x 57.5 = 38,750.
///
/// Where the context is summarized along the way: workload/compaction.h.
///
/// Media grow as the text does, with what the first call reads for I and what an answer holds for d: an answer that is
/// spoken is audio input of every later call.
///
/// Example (voice agent, 3 calls of a minute of audio each way at 32 tokens a second, 1,920): audio input
/// 3 x 1,920 + 1,920 x 3 = 11,520, of which 2 x 1,920 + 1,920 x 1 = 5,760 repeated; audio output 5,760.
TaskTokens task_tokens(const TaskLengths& lengths);

/// A number of a class under a name that says so, `chat: tokens in of a task`; free where it is not traced.
template <Dimension D>
Quantity<D, Column> named_of(std::string_view name, std::string_view what, Quantity<D, Column> value) {
  if (!value.base_units().is_traced()) return value;
  return named(std::string(name) + ": " + std::string(what), std::move(value));
}
inline Column named_of(std::string_view name, std::string_view what, Column value) {
  if (!value.is_traced()) return value;
  return named(std::string(name) + ": " + std::string(what), std::move(value));
}
}  // namespace llmtco
