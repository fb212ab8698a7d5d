#pragma once
#include "routing/answer_times.h"
#include "routing/joint.h"

namespace llmtco::routing {

/// Who looks at the first model's answers: a verifier, a model as judge, the model's own doubt.
struct Judge {
  Column accepts_right;  ///< share of right answers that it lets through
  Column accepts_wrong;  ///< share of wrong answers that it lets through
};

/// A cascade: the first model is always asked and paid, the second where the judge does not accept.
struct CascadeMix {
  Column escalated;  ///< share of the requests that the second model is asked, too
  Column accuracy;
  Column needless;  ///< escalated, while the first answer was right or the second is no better: money
  Column missed;    ///< wrong answers let through that the second model would have had right: accuracy
};

/// With the first model as the weak one of `outcomes`, a its share of right answers:
///
///     escalated = a (1 - accepts_right) + (1 - a) (1 - accepts_wrong)
///     accuracy  = a accepts_right + both (1 - accepts_right) + strong_only (1 - accepts_wrong)
///
/// Example: a 0.70, both 0.62, only the second 0.18; a judge of 0.9 and 0.3: escalated 0.07 + 0.21 = 0.28, right 0.63 +
/// 0.062 + 0.126 = 0.818. A perfect judge (1 and 0): 0.30 escalated and 0.88 right, as many as either model has.
/// Left out: that a judge may tell less on questions that both models fail on.
CascadeMix cascade(const Outcomes& outcomes, const Judge& judge);

/// Times of a cascade: an accepted answer is shown when the judge is done, and where it does not accept the second model
/// starts then; so latencies add.
///
///     accepted: first.e2e + judge         escalated: first.e2e + judge + second
AnswerTimes cascade_times(const Column& escalated, const AnswerTimes& first, const LatencyDistribution& judge,
                          const AnswerTimes& second);

}  // namespace llmtco::routing
