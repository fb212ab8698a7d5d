#pragma once
#include <memory>

#include "scenario/option_reader.h"

namespace llmtco {

/// The study with each class of which nobody says what its tokens count taken as prose, as the models of the
/// options usually cut it and think over it: what equal counts of unlike models leave out. Answers are as long as
/// written, models that nobody counted or measured as in the study. Null where all options count alike.
std::shared_ptr<const Study> usual_study(const Sources& sources, Inputs& inputs);

}  // namespace llmtco
