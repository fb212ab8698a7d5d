#pragma once
#include <optional>

#include "routing/answer_times.h"

namespace llmtco::routing {

/// When another model is asked because the first gives no answer.
struct Fallback {
  Column fails;                             ///< share of the calls that end in an error or meet a rate limit
  Drawn<Seconds> noticed;                   ///< after which this is seen
  std::optional<Drawn<Seconds>> timeout{};  ///< after which nobody waits any longer; none if absent
};

/// Share of the requests that fall to the second model: errors, and of the other calls those that take longer than the
/// timeout. They are asked of the first model, too, and a call that is given up may be billed.
///
///     f + (1 - f) P(first > timeout)
///
/// Example: 2 % errors, and 5 % of the calls longer than the timeout: 0.02 + 0.98 x 0.05 = 0.069.
Column fallen(const Fallback& fallback, const AnswerTimes& first);
/// The same where the times of the first are unknown: errors alone. Requires that there is no timeout.
Column fallen(const Fallback& fallback);

/// Times: those of the first that are there in time; the wait for an error, and the second; the timeout, and the second.
/// Calls that are in time are cut into ten pieces of one ratio of times from the first's 2nd percentile to the timeout,
/// each with its share and a lognormal around its middle.
AnswerTimes fallback_times(const Fallback& fallback, const AnswerTimes& first, const AnswerTimes& second);

}  // namespace llmtco::routing
