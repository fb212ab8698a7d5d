#pragma once
#include <string>
#include <vector>

#include "report/lineup.h"
#include "report/screen_columns.h"

namespace llmtco {

/// The options shown, one a line, with a picture of what is to be paid, and below it what the headings do not say.
/// The columns worth least are left out where `style.width` has no room for all.
std::string screen_table(const Result& result, const Lineup& lineup, const std::vector<ScreenColumn>& columns,
                         const Style& style);

}  // namespace llmtco
