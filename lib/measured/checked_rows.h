#pragma once
#include "measured/rows.h"
#include "text/diagnostics.h"

namespace llmtco {

/// Refuses, at its line, what no measurement can be: a number beyond the range of its column, parts of a GPU, a split
/// over more GPUs than there are, a load that is none of those known. Fields that hold no number are left to whoever
/// reads them; rows of an unknown kind have nothing to check.
void check_rows(const RowTable& table, Diagnostics& diagnostics);

}  // namespace llmtco
