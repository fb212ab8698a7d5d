#pragma once
#include "args.h"
#include "montecarlo/kept_draws.h"
#include "montecarlo/result.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco::app {

/// A study that has been run, for forms that ask more of it than its result.
struct Ran {
  const Study& study;
  const Settings& settings;
  const Result& result;
  const FocusArgs& focus;                   ///< what of a bill is asked for
  const KeptDraws* draws = nullptr;         ///< for pictures; null where none are asked for
  const Measure* picture_figure = nullptr;  ///< whose histograms stand in place of the cost; null: the cost's
};

}  // namespace llmtco::app
