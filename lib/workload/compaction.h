#pragma once
#include "workload/lengths.h"

namespace llmtco {

/// The context of a loop that is summarized along the way. Where the next call would read more than A tokens, a call of its
/// own reads the context with the last answer in it and writes S; the next reads what all tasks share, P, the summary and
/// what is new to it, and the context grows again:
///
///     call k from 0, before the first summary   I + k d                    first = floor((A - I) / d) + 1 calls
///     i-th call from 0 after a summary          P + S + new + i d          cycle = floor((A - P - S - new) / d) + 1
///     a summary                                 what the call before it read, and d - new
///
/// with I, d and new of workload/tokens.h. At least one call stands before and between summaries, so that no length makes
/// a task endless. What of the first input other tasks do not share is in the summary. A summary is written after as many
/// thoughts as an answer is.
///
/// Example: I = 10,000, new 4,000, O 1,000, so d = 5,000; A = 30,000, S = 2,000, P = 1,000. Five calls read 10,000 to
/// 30,000, a summary 31,000; then five at a time 7,000 to 27,000, and a summary 28,000.
///
/// Left out: the words that ask for a summary; that tasks whose lengths are above their means are summarized earlier.
struct ContextPath {
  Column first;               ///< calls before the first summary; 10^9 where there is none
  Column cycle;               ///< calls from one summary to the next
  Column input, step, start;  ///< tokens: I, d, P + S + new
  Column answer;              ///< tokens of the last answer that a summary reads: d - new
  Column limit;               ///< A, tokens
  Column written;             ///< tokens a summary writes, with the thoughts before it

  /// Calls since the last summary, or since the first call.
  Column position(double call) const;
  /// Tokens that the call numbered `call` from 0 reads.
  Column read_by(double call) const;
  /// 1 where a summary stands before it, else 0.
  Column follows_summary(double call) const;
};

/// Sum over j from 0 of E[max(0, n - from - j cycle)], from >= 1: closed where tasks are alike. Elsewhere the first 4 are
/// taken one by one, or 16 where the calls of tasks have a deviation below a third of a cycle, and of those beyond them the
/// sum of g(s) = E[max(0, n - s)] is, with x = (n - s) / cycle,
///
///     cycle / 2 (E[max(0, x)^2] + E[max(0, x)] + P(x > 0) / 6)
///
/// (Euler and Maclaurin), as tasks that long end anywhere in a cycle.
Column beyond_in_cycles(const Calls& calls, const Column& from, const Column& cycle);

/// Requires lengths with a compaction.
ContextPath context_path(const TaskLengths& lengths);

/// Tokens that grow along a loop: all of them, or those of one medium.
struct LoopPart {
  Drawn<TokensPerRequest> input, step;  ///< of the first call; what each later one reads more
  Drawn<TokensPerRequest> start{};      ///< of the call after a summary,
  Drawn<TokensPerRequest> shared{};     ///< and what of that earlier calls have read: P
  Drawn<TokensPerRequest> new_input{};  ///< what of the step is no answer
};

/// What summaries change in a task, mean over the tasks of a draw. A task of n calls makes one before its calls numbered
/// s_j = first + j cycle < n. There the context falls by G_j, from what the call would have read, F_j, to P + S + new:
///
///     F_0 = I + first d, F_j = P + S + new + cycle d;  G_j = F_j - (P + S + new)
///     summaries = sum_j P(n > s_j)
///     input     - sum_j G_j E[max(0, n - s_j)]     + sum_j P(n > s_j) (F_j - new)
///     repeated  - sum_j G_j E[max(0, n - s_j - 1)] + summaries x P
///     kept      + sum_j P(n > s_j + 1) (P + S + new - P - d)
///
/// beside what workload/tokens.h has without them: a summary repeats what the call before it read, and the call after it P
/// alone. P(n > k) is E[max(0, n - k)] - E[max(0, n - k - 1)], and sums over j are beyond_in_cycles().
///
/// Example: 12 calls of the loop above, s = 5 and 10: G = 28,000 and 25,000. Input 450,000 - 28,000 x 7 - 25,000 x 2 +
/// 31,000 + 28,000 = 263,000; repeated 385,000 - 28,000 x 6 - 25,000 + 2,000 = 194,000; kept 59,000 + 2 x (7,000 - 1,000 -
/// 5,000) = 61,000.
class Summaries {
 public:
  /// Requires lengths with a compaction; they outlive this.
  explicit Summaries(const TaskLengths& lengths);

  /// Of a task, retries left out.
  Column count() const;
  /// Tokens each writes, with the thoughts before it.
  Drawn<TokensPerRequest> written() const;
  /// What is to be added to the input of a task, to its repeated part, and to what is kept for later calls.
  Drawn<TokensPerRequest> input(const LoopPart& part) const;
  Drawn<TokensPerRequest> repeated(const LoopPart& part) const;
  Drawn<TokensPerRequest> kept(const LoopPart& part) const;

  /// Sums of E[max(0, n - k)] over some summaries, k counted from their s.
  struct Sums {
    Column at{}, after{}, later{};  ///< k = s, s + 1, s + 2
  };

 private:
  Column told(const char* what, Column value, const Dimension* counts = nullptr) const;
  Drawn<TokensPerRequest> told(const char* what, const Drawn<TokensPerRequest>& value) const;

  const TaskLengths& lengths_;
  ContextPath path_;
  Sums first_, others_;
};

}  // namespace llmtco
