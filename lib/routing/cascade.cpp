#include "routing/cascade.h"

namespace llmtco::routing {

CascadeMix cascade(const Outcomes& outcomes, const Judge& judge) {
  const Column first = outcomes.weak(), turned_down = 1.0 - judge.accepts_right,
               found = 1.0 - judge.accepts_wrong;
  const Column escalated = first * turned_down + (1.0 - first) * found;
  return {
      .escalated = escalated,
      .accuracy = first * judge.accepts_right + outcomes.both * turned_down + outcomes.strong_only * found,
      .needless = escalated - outcomes.strong_only * found,
      .missed = outcomes.strong_only * judge.accepts_wrong};
}

AnswerTimes cascade_times(const Column& escalated, const AnswerTimes& first, const LatencyDistribution& judge,
                          const AnswerTimes& second) {
  const AnswerTimes accepted = shown_after(judge, first);
  return side_by_side({{1.0 - escalated, accepted}, {escalated, behind(accepted.e2e, second)}});
}

}  // namespace llmtco::routing
