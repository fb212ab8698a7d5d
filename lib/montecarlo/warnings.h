#pragma once
#include "montecarlo/record.h"
#include "montecarlo/result.h"

namespace llmtco {

/// What an honest comparison must say: options that do not fit, the same accelerator at two prices,
/// energy-only costs beside fully loaded ones, savings without a cheap API to compare with, costs of wrong
/// answers left out.
void add_warnings(const Study& study, const Record& record, Result& result);

}  // namespace llmtco
