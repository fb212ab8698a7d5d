#include "routing/answer_cache.h"

namespace llmtco::routing {

Column cached_accuracy(const AnswerCache& cache, const Column& model) {
  return model * (1.0 - cache.hit_rate * cache.wrong_hits);
}

AnswerTimes cached_times(const AnswerCache& cache, const LatencyDistribution& lookup,
                         const AnswerTimes& model) {
  const AnswerTimes hit{lookup, model.tpot, lookup};
  return side_by_side({{cache.hit_rate, hit}, {1.0 - cache.hit_rate, behind(lookup, model)}});
}

}  // namespace llmtco::routing
