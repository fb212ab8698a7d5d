#pragma once
#include <string>

#include "args.h"
#include "montecarlo/result.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco::app {

/// A study that has been run, for renderings that ask more of it than its result.
struct Ran {
  const Study& study;
  const Settings& settings;
  const Result& result;
};

/// Throws InputError where flags of FOCUS stand beside another format.
void require_focus(const FocusArgs& args, const OutputArgs& output);

/// The bill of the option asked for, or of the answer, as FOCUS CSV. Says on stderr whose it is where nobody asked.
/// Throws InputError where there is no bill: no such option, or one that cannot serve.
std::string focus_text(const FocusArgs& args, const Ran& ran);

}  // namespace llmtco::app
