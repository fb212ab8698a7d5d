#pragma once
#include <memory>

#include "deployment/serving.h"
#include "routing/question_curve.h"
#include "variables/variables.h"

namespace llmtco {

/// What a file of questions says of a router at a threshold, with the doubt that so many questions leave. Of k questions
/// in n a share is drawn from Beta(k + 1/2, n - k + 1/2): that which is sent, the right answers to what is sent, and those
/// to what is kept. At another threshold the three are drawn by the same uniform numbers, so that a share that is sent
/// falls with the threshold in every draw. Without scores the share that is sent is decided, not counted, and known.
///
/// Example: 14,042 questions of which 1,404 are sent: 10 % with a deviation of sqrt(0.1 x 0.9 / 14,042) = 0.25 points.
///
/// Of more than 100,000 a normal of the same mean and deviation stands for the beta.
///
/// Left out: the doubt of `needless` and `missed`; that the scenario's own questions are others.
routes::Counted counted_of(const routing::SplitQuestions& split,
                           const std::shared_ptr<const routing::Questions>& questions, Variables& variables,
                           OriginId origin);
/// The same of a threshold.
routes::Counted counted_at(const std::shared_ptr<const routing::Questions>& questions, double threshold,
                           Variables& variables, OriginId origin);

}  // namespace llmtco
