#include <fmt/format.h>

#include "help.h"

namespace llmtco::app {
namespace {

/// A text as roff takes it: no line begins with a dot or a quote by chance, and hyphens stay hyphens.
std::string roff(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string flag_entry(const FlagPage& flag) {
  std::string head = flag.short_name.empty() ? "" : fmt::format("\\fB{}\\fR, ", roff(flag.short_name));
  head += fmt::format("\\f{}{}\\fR", flag.argument ? "I" : "B", roff(flag.name));
  if (flag.takes_value()) head += fmt::format(" \\fI{}\\fR", roff(flag.type));
  return fmt::format(".TP\n{}\n{}\n", head, roff(flag.says));
}

std::string command_section(const CommandPage& command) {
  std::string text = fmt::format(".SS {}\n{}.\n", command.name, roff(command.says));
  for (const FlagPage& flag : command.flags) {
    if (!flag.group.empty() && flag.name != "--help") text += flag_entry(flag);
  }
  if (command.examples.empty()) return text;
  text += ".PP\n.nf\n";
  for (const std::string& line : command.examples) text += "    " + roff(line) + "\n";
  return text + ".fi\n";
}

constexpr const char* exit_codes =
    ".SH EXIT STATUS\n"
    ".TP\n0\ndone\n"
    ".TP\n1\na gate failed\n"
    ".TP\n2\nwrong usage or invalid input; every mistake is listed\n"
    ".TP\n3\ndone, and no option is feasible\n"
    ".TP\n4\na file is missing, unreadable or cannot be written\n"
    ".TP\n70\na defect of llmtco\n"
    ".TP\n130\ninterrupted\n";

constexpr const char* environment =
    ".SH ENVIRONMENT\n"
    ".TP\nNO_COLOR\nno colour and no progress on a terminal where it is not empty; so does TERM=dumb\n";

}  // namespace

std::string man_page(const ProgramPage& program, const std::string& version) {
  const std::string& says = program.itself.says;
  const std::size_t behind_name = says.find(": ") + 2;
  std::string text = fmt::format(".TH LLMTCO 1 \"\" \"llmtco {}\" \"User Commands\"\n", version);
  text += fmt::format(".SH NAME\nllmtco \\- {}\n", roff(says.substr(behind_name)));
  text += ".SH SYNOPSIS\n\\fBllmtco\\fR \\fICOMMAND\\fR [\\fIFLAGS\\fR] [\\fIARGUMENTS\\fR]\n";
  text += ".SH EXAMPLES\n.nf\n";
  for (const std::string& line : program.itself.examples) text += roff(line) + "\n";
  text += ".fi\n.SH COMMANDS\n";
  for (const CommandPage& command : program.commands) text += command_section(command);
  text += ".SH OPTIONS\n";
  for (const FlagPage& flag : program.itself.flags) text += flag_entry(flag);
  return text + exit_codes + environment;
}

}  // namespace llmtco::app
