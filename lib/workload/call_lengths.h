#pragma once
#include "workload/lengths.h"

namespace llmtco {

/// What the call numbered `call` from 0 reads, mean over tasks: I + call x d. Of a loop without summaries, as what follows
/// to reaching(); of others: workload/compacted_calls.h.
Drawn<TokensPerRequest> input_of_call(const TaskLengths& lengths, double call);

/// Coefficient of variation of that, between tasks. What is new (coefficient c_new) and the answers (c_O) differ from
/// call to call, and their differences even out:
///
///     variance = (c_I I)^2 + call ((c_new new)^2 + (c_O O)^2)
///
/// Example: I = 1,000 with c_I 0.5, new 200 with 1, O 300 with 0.5, call 9: variance 250,000 + 9 x 62,500, of 5,500
/// read: cv 901.4 / 5,500 = 0.1639. Media count with the rest. Left out: tasks whose calls are all longer than others'.
Column cv_of_call(const TaskLengths& lengths, double call);
/// The two parts of that variance, in tokens^2: (c_I I)^2, and what a call more adds.
Column first_call_variance(const TaskLengths& lengths);
Column step_variance(const TaskLengths& lengths);

/// The part of calls that read `from` tokens or more, and of their input; workload/tiers.h.
struct Reach {
  Column calls, input;
};
Reach reaching(const Drawn<TokensPerRequest>& mean, Tokens from, const Column& cv);

/// A task's last call, the longest, with its answer.
struct LongestCall {
  Drawn<TokensPerRequest> mean;  ///< I + (n - 1) d + O
  /// Between tasks; lognormal.
  ///
  ///     variance = (c_I I)^2 + (n - 1) ((c_new new)^2 + (c_O O)^2) + (c_O O)^2 + d^2 var(n)
  Column cv;

  /// Where the context is summarized: a task whose last call would have more tokens than `from`, A + O, has none of them,
  /// and `most` in its longest, A and an answer or, if that is more, A with the last answer in it and a summary. `mean`
  /// above is then that of a task of mean lengths, and this one what it would have had.
  struct Cut {
    Drawn<TokensPerRequest> mean, from, most;
  };
  std::optional<Cut> cut{};

  /// Share of the tasks in which it has more tokens than `limit`; 1 or 0 where all tasks are alike.
  ///
  /// Example: I = 2,500, d = 570, O = 220, n = 16.79 calls with cv 0.4189, nothing else differs: mean 11,720, deviation
  /// 570 x 7.033 = 4,009; s^2 = log(1 + 0.3421^2) = 0.11065. Longer than 20,000: Phi((log(11,720 / 20,000) - 0.05533) /
  /// 0.33264) = Phi(-1.7729) = 3.8 %.
  Column share_above(Tokens limit) const;
  Column share_above(const Drawn<Tokens>& limit) const;
};
LongestCall longest_call(const TaskLengths& lengths);

}  // namespace llmtco
