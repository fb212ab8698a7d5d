#pragma once
#include <vector>

#include "latency/distribution.h"

namespace llmtco::routing {

/// What whoever asks waits for: the first token, each later one, the whole answer.
struct AnswerTimes {
  LatencyDistribution ttft, tpot, e2e;
};

/// Times of a part of the requests.
struct TimesShare {
  Column weight;
  AnswerTimes times;
};

/// Requests side by side, each as slow as the leg that answers it: mixtures, never averages of percentiles.
AnswerTimes side_by_side(const std::vector<TimesShare>& shares);

/// The same answers behind something else that takes a time before them, such as a router that is a model itself.
AnswerTimes behind(const LatencyDistribution& before, const AnswerTimes& then);

/// An answer that is shown when all of it is there and has been looked at: the first token comes with the last.
AnswerTimes shown_after(const LatencyDistribution& check, const AnswerTimes& answer);

}  // namespace llmtco::routing
