#pragma once
#include <string>
#include <vector>

namespace llmtco::app {

/// A flag or an argument as help, the man page and completion show it.
struct FlagPage {
  std::string name;        ///< --format; SCENARIO for an argument
  std::string short_name;  ///< -o; mostly empty
  std::string type;  ///< what stands behind the flag, which decides how it is completed; empty for a switch
  std::string says;
  std::string group;
  std::vector<std::string> words;  ///< the only ones it takes; empty where it takes others
  bool argument = false;           ///< stands without a flag before it
  bool required = false;
  bool repeatable = false;

  bool takes_value() const { return !argument && !type.empty(); }
};

/// A command with its arguments and flags, in the order they were described.
struct CommandPage {
  std::string name;
  std::string says;
  std::string group;
  std::vector<std::string> examples;
  std::vector<FlagPage> flags;

  const FlagPage* find(const std::string& flag) const;
};

/// The whole command line, out of the one description that also parses it: help, man page and completion
/// cannot say anything else than what is understood.
struct ProgramPage {
  CommandPage itself;  ///< the program without a command
  std::vector<CommandPage> commands;

  const CommandPage* find(const std::string& command) const;
};
ProgramPage program_page();

}  // namespace llmtco::app
