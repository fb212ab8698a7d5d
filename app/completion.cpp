#include "completion.h"

#include <fmt/format.h>

namespace llmtco::app {
namespace {

std::string names_of(const std::vector<CommandFlags>& commands) {
  std::string names;
  for (const CommandFlags& command : commands) names += (names.empty() ? "" : " ") + command.name;
  return names;
}

std::string fish(const std::vector<CommandFlags>& commands) {
  std::string text = fmt::format("complete -c llmtco -n __fish_use_subcommand -a '{}'\n", names_of(commands));
  for (const CommandFlags& command : commands) {
    for (const std::string& flag : command.flags) {
      text += fmt::format("complete -c llmtco -n '__fish_seen_subcommand_from {}' -l {}\n", command.name,
                          flag.substr(2));
    }
  }
  return text;
}

/// Commands first, then the flags of the one chosen; file names anywhere else.
std::string bash(const std::vector<CommandFlags>& commands) {
  std::string cases;
  for (const CommandFlags& command : commands) {
    cases += fmt::format("    {}) words=\"{}\" ;;\n", command.name, fmt::join(command.flags, " "));
  }
  const std::string names = names_of(commands) + " --help --version";
  return fmt::format(
      "_llmtco() {{\n"
      "  local words=\"{0}\"\n"
      "  case \"${{COMP_WORDS[1]}}\" in\n{1}  esac\n"
      "  [ \"$COMP_CWORD\" -eq 1 ] && words=\"{0}\"\n"
      "  case \"${{COMP_WORDS[COMP_CWORD]}}\" in -*) ;; *) [ \"$COMP_CWORD\" -gt 1 ] && words= ;; esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"${{COMP_WORDS[COMP_CWORD]}}\"))\n"
      "}}\ncomplete -o default -F _llmtco llmtco\n",
      names, cases);
}

}  // namespace

std::string completion_script(const std::string& shell, const std::vector<CommandFlags>& commands) {
  if (shell == "fish") return fish(commands);
  return (shell == "zsh" ? "autoload -U +X bashcompinit && bashcompinit\n" : "") + bash(commands);
}

}  // namespace llmtco::app
