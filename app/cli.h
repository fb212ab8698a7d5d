#pragma once
#include <optional>

#include "args.h"

namespace llmtco::app {

/// What the command line asks for, or the exit code where that is all there is to do (mistakes).
struct Parsed {
  std::optional<Args> args{};
  int exit_code = 0;
};

/// Reads the command line. Mistakes go to stderr with what was probably meant.
Parsed parse(int argc, char** argv);

/// `llmtco completion-candidates WORD...`, which completion scripts call; what it prints: completion.h.
inline constexpr const char* candidates_command = "completion-candidates";

}  // namespace llmtco::app
