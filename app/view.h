#pragma once
#include <string>
#include <vector>

#include "args.h"
#include "montecarlo/result.h"
#include "report/text.h"

namespace llmtco::app {

/// What only the first screen knows is refused where no table is written.
void require_screen(const ViewArgs& args, const std::vector<OutputArgs>& outputs);

/// The first screen as asked for. Names of figures that are none are refused.
Screen screen_of(const ViewArgs& args);

/// The keys asked for of each option, which every option has alike.
std::string fields_of(const Result& result, const std::vector<std::string>& fields);

}  // namespace llmtco::app
