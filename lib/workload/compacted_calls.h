#pragma once
#include <vector>

#include "workload/lengths.h"
#include "workload/tiers.h"

namespace llmtco {

// Single calls of a loop whose context is summarized along the way, of mean lengths on the path of
// workload/compaction.h. All require lengths with a compaction, but for output_cv_of_calls().

/// How much the input of calls differs within a class, summaries among them: standard deviation over the mean, of a task
/// of the mean number of calls. What the calls of the path read has a variance of its own; to it comes that of lengths,
///
///     before the first summary   (c_I I)^2 + i ((c_new new)^2 + (c_O O)^2)
///     after one                  (c_new new)^2 + i ((c_new new)^2 + (c_O O)^2)
///
/// in the i-th call from 0, and in a summary what the call before it has.
///
/// Example: the 12 calls and 2 summaries of compaction.h, all alike: squares of 10, 15, 20, 25, 30, 31, 7, 12, 17, 22, 27,
/// 28, 7 and 12 thousand sum to 5,883 million, 420.21 million in the mean; less 18,785.7^2 that is 67.31 million, cv 0.4367.
Column input_cv_of_calls(const TaskLengths& lengths);

/// The same of what calls write, summaries all as long as each other; the answers' own where there are none.
///
/// Example: 12 answers of 1,000 and 2 summaries of 2,000: mean 1,142.86, mean square 1,428,571, cv 0.3062.
Column output_cv_of_calls(const TaskLengths& lengths);

/// Tokens of the longest context of a mean task that a later call reads again.
Drawn<TokensPerRequest> longest_read_again(const TaskLengths& lengths);

/// Tokens that no call reads more of: A, and the last answer in a summary.
Column longest_summarized(const TaskLengths& lengths);

/// Calls and input tokens in calls that reach each tier (workload/tiers.h), calls counted by what they write. No call but a
/// summary reads more than A. The i-th call of all rows between summaries weighs as much as tasks make it; from the 64th of a
/// row on, where calls differ between tasks, those of a sixteenth part are taken together, as long as the middle one.
std::vector<TierShare> compacted_reach(const TaskLengths& lengths, const std::vector<Tokens>& tiers);

}  // namespace llmtco
