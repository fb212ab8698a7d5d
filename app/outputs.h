#pragma once
#include <vector>

#include "formats.h"

namespace llmtco::app {

/// Where a result goes, and in which form: each --output in that of its suffix, of FORMAT=FILE, or, where it stands
/// alone, of --format; stdout where there is none. A device or a pipe without a suffix gets the table. Throws
/// InputError where no form is known, one needs a run and there is none, one is not for the terminal it would go to, or
/// one file is named twice; FileError where a file cannot be written: no time is spent on a result that is lost.
std::vector<OutputArgs> outputs_of(const ViewArgs& args, ResultOf of);

/// Renders every form, then writes them: where one cannot be rendered, no file is touched.
void write_all(const std::vector<OutputArgs>& outputs, const Shown& what);

}  // namespace llmtco::app
