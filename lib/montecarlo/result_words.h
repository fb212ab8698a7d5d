#pragma once
#include "montecarlo/recording.h"
#include "montecarlo/result.h"
#include "montecarlo/study.h"

namespace llmtco {

/// What a study says before anything is summed up: names, sources and reasons of the scenario and its options, without a
/// number that was drawn.
Result words_of(const Study& study, const Recording& recording);

}  // namespace llmtco
