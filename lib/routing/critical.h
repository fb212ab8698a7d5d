#pragma once
#include "columns/column.h"

namespace llmtco::routing {

/// Requests that must be right, and how well they are told from the others.
struct CriticalTraffic {
  Column share;     ///< of the requests, that are critical
  Column caught;    ///< share of these that is recognised, and goes to the precise leg
  Column alarms{};  ///< share of the others that goes there, too
};

/// What the precise leg, say in 16 bits, and the cheap one, in 4, make of it.
struct CriticalMix {
  Column precise_share;      ///< of all requests
  Column accuracy;           ///< of all answers
  Column critical_accuracy;  ///< of those to critical requests
};

/// With c critical:  precise share = c caught + (1 - c) alarms,  critical accuracy = caught precise + (1 - caught) cheap.
///
/// Example: c 0.1, caught 0.9, alarms 0.05, right 0.85 and 0.80: 0.09 + 0.045 = 0.135 to the precise leg, 0.80 + 0.135 x
/// 0.05 = 0.80675 right, 0.845 of the critical ones.
/// Left out: that critical requests may be harder than others.
CriticalMix by_criticality(const CriticalTraffic& traffic, const Column& precise, const Column& cheap);

}  // namespace llmtco::routing
