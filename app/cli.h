#pragma once
#include <optional>
#include <string>
#include <vector>

#include "args.h"

namespace llmtco::app {

/// What the command line asks for, or the exit code where that is all there is to do (help, version,
/// mistakes).
struct Parsed {
  std::optional<Args> args{};
  int exit_code = 0;
};

/// Reads the command line. Help and version go to stdout; mistakes go to stderr with what was probably meant.
Parsed parse(int argc, char** argv);

/// Words that may stand behind a flag, or behind the command itself where `flag` is empty.
struct Choice {
  std::string flag;
  std::vector<std::string> words;
};

/// A command, its long flags and what may stand behind them, for completion.
struct CommandFlags {
  std::string name;
  std::vector<std::string> flags;
  std::vector<Choice> choices;
};
std::vector<CommandFlags> command_flags();

}  // namespace llmtco::app
