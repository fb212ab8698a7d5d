#pragma once
#include <string>
#include <vector>

#include "ran.h"

namespace llmtco::app {

/// Throws InputError where flags of FOCUS stand beside other formats alone.
void require_focus(const FocusArgs& args, const std::vector<OutputArgs>& outputs);

/// The bill of the option asked for, or of the answer, as FOCUS CSV. Says on stderr whose it is where nobody asked.
/// Throws InputError where there is no bill: no such option, or one that cannot serve.
std::string focus_text(const Ran& ran);

}  // namespace llmtco::app
