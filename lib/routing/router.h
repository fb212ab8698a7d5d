#pragma once
#include "routing/joint.h"

namespace llmtco::routing {

/// What a router that sends questions to a strong or a weak model makes of them.
struct Routed {
  Column strong_share;  ///< of the questions, sent to the strong model
  Column accuracy;      ///< of all answers
  Column needless;      ///< sent to the strong model, while the weak one is right or neither is: money
  Column missed;        ///< left to the weak model, while the strong one alone is right: accuracy
};

/// Of how a router's scores tell questions that the strong model alone answers right (a share s of them) from all
/// others: where it catches a part `caught` of the former it sends a part `alarms` of the latter along. Questions that the
/// weak model alone answers right are sent as often as others, w of them:
///
///     strong share = s caught + (1 - s) alarms
///     accuracy     = weak + s caught - w alarms
///     needless     = (1 - s) alarms,  missed = s (1 - caught)
///
/// Example: weak 0.70, s 0.18, w 0.08, caught 0.6363 at alarms 0.2: 0.2785 to the strong model, 0.7985 right.
Routed routed(const Outcomes& outcomes, const Column& caught, const Column& alarms);

/// Shapes of a curve with a known area under it (AUC): the chance that a question which needs the strong model has a
/// higher score than one that does not. 0.5 tells nothing, 1 everything.
enum class CurveShape {
  binormal,  ///< scores are normal, with means apart by d = sqrt(2) Phi^-1(AUC): caught = Phi(d + Phi^-1(alarms))
  power,  ///< caught = alarms^((1 - AUC) / AUC)
};

/// Part of the questions that need the strong model which is caught. Requires 0.5 <= auc < 1, 0 <= alarms <= 1.
///
/// Example: AUC 0.8: d = 1.41421 x 0.841621 = 1.190232; at alarms 0.2 binormal Phi(1.190232 - 0.841621) = 0.6363, power
/// 0.2^0.25 = 0.6687.
/// Source: J. Hanley, "The robustness of the binormal assumptions used in fitting ROC curves", Med. Decis. Making 8, 1988.
Column caught_at(CurveShape shape, const Column& auc, const Column& alarms);

/// A router of this AUC. Its threshold in [0, 1] is the part of the questions that do not need the strong model which lie
/// below it, so that alarms = 1 - threshold: were more questions hard than was thought, more are sent, and it costs more.
Routed routed_by_auc(const Outcomes& outcomes, CurveShape shape, const Column& auc, const Column& threshold);

/// Whoever knows which model is right, asked to send this share to the strong one: those it alone answers right first,
/// then those on which the two agree, last those that only the weak one answers right. No router is better anywhere.
///
///     accuracy = weak + min(share, s) - max(0, share - (1 - w))
///
/// Example: weak 0.6808, s 0.1778, w 0.0528: 0.8586 from 0.1778 to 0.9472, then down to 0.8058.
Routed routed_perfectly(const Outcomes& outcomes, const Column& share);
/// A share drawn by lot: on the line from weak to strong.
Routed routed_at_random(const Outcomes& outcomes, const Column& share);

}  // namespace llmtco::routing
