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
    const std::string seen = "__fish_seen_subcommand_from " + command.name;
    for (const std::string& flag : command.flags)
      text += fmt::format("complete -c llmtco -n '{}' -l {}\n", seen, flag.substr(2));
    for (const Choice& choice : command.choices) {
      const std::string words = fmt::format("{}", fmt::join(choice.words, " "));
      text += choice.flag.empty()
                  ? fmt::format(
                        "complete -c llmtco -f -n '{0}; and not __fish_seen_subcommand_from {1}' -a '{1}'\n",
                        seen, words)
                  : fmt::format("complete -c llmtco -x -n '{}' -l {} -a '{}'\n", seen, choice.flag.substr(2),
                                words);
    }
  }
  return text;
}

/// Commands first, then the flags of the one chosen and the words they take; file names anywhere else.
std::string bash(const std::vector<CommandFlags>& commands) {
  std::string flags, values;
  for (const CommandFlags& command : commands) {
    flags += fmt::format("    {}) words=\"{}\" ;;\n", command.name, fmt::join(command.flags, " "));
    for (const Choice& choice : command.choices) {
      values += fmt::format("    {}:{}) values=\"{}\" ;;\n", command.name,
                            choice.flag.empty() ? command.name : choice.flag, fmt::join(choice.words, " "));
    }
  }
  const std::string names = names_of(commands) + " --help --version";
  return fmt::format(
      "_llmtco() {{\n"
      "  local words=\"{0}\" values= word=\"${{COMP_WORDS[COMP_CWORD]}}\"\n"
      "  case \"${{COMP_WORDS[1]}}\" in\n{1}  esac\n"
      "  case \"${{COMP_WORDS[1]}}:${{COMP_WORDS[COMP_CWORD-1]}}\" in\n{2}  esac\n"
      "  [ \"$COMP_CWORD\" -eq 1 ] && words=\"{0}\"\n"
      "  [ \"${{word#-}}\" = \"$word\" ] && [ \"$COMP_CWORD\" -gt 1 ] && words=$values\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
      "}}\ncomplete -o default -F _llmtco llmtco\n",
      names, flags, values);
}

/// Zsh reads the script of bash; both parts of its completion must be there for that.
const char* const for_zsh =
    "autoload -Uz +X compinit && compinit\nautoload -Uz +X bashcompinit && bashcompinit\n";

}  // namespace

std::string completion_script(const std::string& shell, const std::vector<CommandFlags>& commands) {
  if (shell == "fish") return fish(commands);
  return (shell == "zsh" ? for_zsh : "") + bash(commands);
}

}  // namespace llmtco::app
