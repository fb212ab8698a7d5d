#pragma once
#include "args.h"
#include "montecarlo/result.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco::app {

/// A study that has been run, for forms that ask more of it than its result.
struct Ran {
  const Study& study;
  const Settings& settings;
  const Result& result;
  const FocusArgs& focus;  ///< what of a bill is asked for
};

}  // namespace llmtco::app
