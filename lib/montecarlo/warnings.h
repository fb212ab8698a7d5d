#pragma once
#include "montecarlo/result.h"
#include "montecarlo/study.h"

namespace llmtco {

/// What an honest comparison must say: options that do not fit, the same accelerator at two prices,
/// energy-only costs beside fully loaded ones, savings without a cheap API to compare with, costs of wrong
/// answers left out. Reads why an option cannot serve in some draws from its reason.
void add_warnings(const Study& study, Result& result);

}  // namespace llmtco
