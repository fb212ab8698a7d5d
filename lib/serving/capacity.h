#pragma once
#include <optional>

#include "serving/simulate.h"

namespace llmtco::serving {

/// Requests a second that a replica serves while its queue never empties: the same requests, all there from the start.
/// Until the last of them is let in at T, each counts with the share of its time in the replica that has passed:
///
///     capacity = sum of min(1, (T - start) / (end - start)) / T
///
/// Nothing where all come in at once: so few do not tell.
///
/// Of a load with more than twice capacity_requests(), every so-manieth: the work that these are done with in a second, over
/// the mean work of all that are not refused,
///
///     work = prompt (c_pf + c_attn prompt / 2) + output (t0 / batch + c_dec + c_kv (prompt + output / 2))
///
/// between the times at which a tenth and 99 % of them were let in. How far that is off: docs/serving.md. Where prompts
/// share parts in a cache all are served, for a part finds other hits.
std::optional<double> capacity(const Load& load, const StepTime& step_time, const EngineSettings& settings);

/// The same requests, none after another, with a share of each prompt there already: tasks, of which calls find what is
/// left of those before them only when these are some time past.
Load with_hits(const Load& load, double ratio);

/// How many requests tell the capacity: 40,000, or eighty of the largest batches.
std::size_t capacity_requests(const EngineSettings& settings);

/// Requests a second over the time in which they come: (n - 1) / (last arrival - first), of tasks times calls a task.
/// Nothing for a closed loop, one request, or all at once.
std::optional<double> offered_rate(const Load& load);

/// The most requests that came within an hour, counted from time 0, a second. Nothing where they came within two hours.
std::optional<double> busiest_hour(const std::vector<Outcome>& outcomes);

}  // namespace llmtco::serving
