#pragma once
#include <string>
#include <vector>

#include "args.h"
#include "montecarlo/simulate.h"
#include "report/layout.h"

namespace llmtco::app {

/// Settings of a run from its flags, with progress on stderr where that is a terminal. JSON and CSV tell all there is.
Settings settings_of(const DrawArgs& args, const OutputArgs& output);

/// Reads a scenario, or throws InputError with everything that is wrong.
Study study_of(const SourceArgs& args, const OutputArgs& output);

/// How stdout may look.
Style style_of(const OutputArgs& output);
/// The same of texts that are laid out for a width in any case: where there is no terminal, $COLUMNS or 80.
Style screen_style_of(const OutputArgs& output);

}  // namespace llmtco::app
