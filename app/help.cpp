#include "help.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "commands.h"
#include "exit_code.h"
#include "output.h"
#include "report/html.h"
#include "version.h"

namespace llmtco::app {
namespace {

constexpr std::size_t widest = 80;

std::size_t width_of(const Style& style) { return style.width == 0 ? widest : std::min(style.width, widest); }

using Rows = std::vector<std::pair<std::string, std::string>>;

/// Names, and behind them what each means; a long name stands in a line of its own.
std::string rows_text(const Rows& rows, std::size_t width) {
  constexpr std::size_t longest = 26;
  std::size_t column = 0;
  for (const auto& row : rows) {
    if (row.first.size() <= longest) column = std::max(column, row.first.size());
  }
  const std::string indent(column + 4, ' ');
  std::string text;
  for (const auto& [name, says] : rows) {
    text += "  " + name;
    text += name.size() > column ? "\n" + indent : std::string(column + 2 - name.size(), ' ');
    text += wrapped_words(says, indent, width);
  }
  return text;
}

/// A command line on lines that fit, broken before flags with a backslash, so that it can still be copied.
std::string example_text(const std::string& line, std::size_t width) {
  std::string text = "  ", current;
  std::size_t room = width - 2;
  for (std::size_t start = 0; start < line.size();) {
    const std::size_t end = std::min(line.find(" -", start + 1), line.size());
    const std::string part = line.substr(start, end - start);
    if (!current.empty() && current.size() + part.size() + 2 > room) {
      text += current + " \\\n      ";
      current = part.substr(1);
      room = width - 6;
    } else {
      current += part;
    }
    start = end;
  }
  return text + current + "\n";
}

std::string examples_text(const CommandPage& command, const Style& style) {
  if (command.examples.empty()) return "";
  std::string text = style.bold("Examples:") + "\n";
  for (const std::string& line : command.examples) text += example_text(line, width_of(style));
  return text + "\n";
}

std::string name_of(const FlagPage& flag) {
  std::string name = flag.short_name.empty() ? flag.name : flag.short_name + ", " + flag.name;
  if (flag.takes_value()) name += " " + flag.type;
  return flag.argument && flag.repeatable ? name + "..." : name;
}

/// The groups of flags in the order in which they first come.
std::string flags_text(const CommandPage& command, const Style& style) {
  std::vector<std::pair<std::string, Rows>> groups;
  for (const FlagPage& flag : command.flags) {
    const std::string group = flag.argument ? "Arguments" : flag.group;
    if (group.empty()) continue;  // hidden
    auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == group; });
    if (found == groups.end()) found = groups.insert(groups.end(), {group, {}});
    found->second.emplace_back(name_of(flag), flag.says);
  }
  std::string text;
  for (const auto& [group, rows] : groups)
    text += "\n" + style.bold(group + ":") + "\n" + rows_text(rows, width_of(style));
  return text;
}

std::string usage(const CommandPage& command) {
  std::string text = "llmtco " + command.name;
  for (const FlagPage& flag : command.flags) {
    if (!flag.argument && flag.required) text += fmt::format(" {} {}", flag.name, flag.type);
  }
  text += " [FLAGS]";
  for (const FlagPage& flag : command.flags) {
    if (!flag.argument) continue;
    const std::string name = name_of(flag);
    text += flag.required ? " " + name : " [" + name + "]";
  }
  return text;
}

}  // namespace

std::string help_text(const CommandPage& command, const Style& style) {
  return wrapped_words(command.says, "", width_of(style)) + "\n" + examples_text(command, style) +
         style.bold("Usage:") + " " + usage(command) + "\n" + flags_text(command, style);
}

std::string help_text(const ProgramPage& program, const Style& style) {
  std::string text = wrapped_words(program.itself.says, "", width_of(style)) + "\n" +
                     examples_text(program.itself, style) + style.bold("Usage:") +
                     " llmtco COMMAND [FLAGS] [ARGUMENTS]\n";
  std::vector<std::string> groups;
  for (const CommandPage& command : program.commands) {
    if (std::find(groups.begin(), groups.end(), command.group) == groups.end())
      groups.push_back(command.group);
  }
  for (const std::string& group : groups) {
    Rows rows;
    for (const CommandPage& command : program.commands) {
      if (command.group == group) rows.emplace_back(command.name, command.says);
    }
    text += "\n" + style.bold(group + ":") + "\n" + rows_text(rows, width_of(style));
  }
  return text + flags_text(program.itself, style) +
         "\n`llmtco help COMMAND` shows the flags and arguments of a command.\n";
}

Style help_style() {
  return {
      .colour = decorated(STDOUT_FILENO), .unicode = utf8_locale(), .width = terminal_width(STDOUT_FILENO)};
}

int execute(const HelpArgs& args) {
  const ProgramPage program = program_page();
  const CommandPage* command = program.find(args.command);
  write({}, command == nullptr ? help_text(program, help_style()) : help_text(*command, help_style()));
  return ExitCode::ok;
}

std::string version_text() {
  return fmt::format("llmtco {}\nreport: {}", version, pages_are_interactive() ? "interactive" : "static");
}

int execute(const VersionArgs&) {
  write({}, version_text() + "\n");
  return ExitCode::ok;
}

int execute(const ManPageArgs&) {
  write({}, man_page(program_page(), version));
  return ExitCode::ok;
}

}  // namespace llmtco::app
