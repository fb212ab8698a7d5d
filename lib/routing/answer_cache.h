#pragma once
#include "routing/answer_times.h"

namespace llmtco::routing {

/// A cache of answers in front of a model: a question that is near enough to one that was asked before gets its answer.
struct AnswerCache {
  Column hit_rate;    ///< share of the requests that are answered from it
  Column wrong_hits;  ///< share of the hits whose answer is that of another question
};

/// Right answers, of a model that has a share `model` of them right:
///
///     hit_rate (1 - wrong_hits) model + (1 - hit_rate) model
///
/// Example: 30 % hits of which 4 % are wrong, model 0.85: 0.85 x (1 - 0.3 x 0.04) = 0.8398.
/// Left out: that questions asked often may be easier than others.
Column cached_accuracy(const AnswerCache& cache, const Column& model);

/// Hits take the lookup alone, all others the lookup and the model.
AnswerTimes cached_times(const AnswerCache& cache, const LatencyDistribution& lookup,
                         const AnswerTimes& model);

}  // namespace llmtco::routing
