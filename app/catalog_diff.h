#pragma once
#include "args.h"

namespace llmtco::app {

/// `catalog diff OLD NEW [SCENARIO]`: what one of two data files or overlays says and the other does not, value by value;
/// and what that does to a scenario. Gives 1 where they differ, as diff does.
int compare_catalogues(const CatalogArgs& args);

}  // namespace llmtco::app
