#include "cli.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli_app.h"
#include "exit_code.h"
#include "measures/list.h"
#include "streams.h"
#include "text/characters.h"
#include "text/closest.h"
#include "version.h"

namespace llmtco::app {
namespace {

std::vector<std::string> command_names(CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : shown_commands(app)) names.push_back(sub->get_name());
  return names;
}

std::vector<std::string> flag_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options([](const CLI::Option*) { return true; })) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// What to write in place of a figure that stands apart from its option: own.cost.monthly for `own cost.monthly`.
std::string figure_hint(const std::string& option, const std::vector<std::string>& apart) {
  const auto flag =
      std::find_if(apart.begin(), apart.end(), [](const std::string& w) { return w[0] == '-'; });
  const std::string figure = fmt::format("{}", fmt::join(apart.begin(), flag, " "));
  if (!option.empty() && measures::find(figure.substr(0, figure.find('/'))) != nullptr)
    return fmt::format("did you mean {}?", shown(option + "." + figure));
  return "what to explain is one argument: OPTION.FIGURE, or 'OPTION.cost.monthly/ITEM'";
}

/// The first argument nobody took, with what was probably meant.
std::string unexpected(Cli& cli) {
  CLI::App& app = cli.app;
  CLI::App* command = &app;
  for (CLI::App* sub : app.get_subcommands()) command = sub;
  std::vector<std::string> extras = command->remaining();
  if (extras.empty()) extras = app.remaining(true);
  if (extras.empty()) return "unexpected argument";
  const std::string& word = extras.front();
  const bool is_flag = word.rfind('-', 0) == 0;
  const auto known = is_flag           ? flag_names(*command)
                     : command == &app ? command_names(app)
                                       : std::vector<std::string>{};
  std::string hint = did_you_mean(word.substr(0, word.find('=')), known);
  if (!is_flag && command->get_name() == "explain") hint = figure_hint(cli.explain.target, extras);
  const char* what = is_flag ? "flag" : command == &app ? "command" : "argument";
  return fmt::format("unknown {} {}{}{}", what, shown(word), hint.empty() ? "" : "; ", hint);
}

int complain(const CLI::App& app, const std::string& message) {
  const CLI::App* command = &app;
  for (const CLI::App* sub : app.get_subcommands()) command = sub;
  say(fmt::format("llmtco: error: {}\n", message));
  say(fmt::format("See 'llmtco {}--help'.\n", command == &app ? "" : command->get_name() + " "));
  return ExitCode::bad_input;
}

}  // namespace

Parsed parse(int argc, char** argv) {
  // Words that are being typed are no command line yet.
  if (argc > 1 && argv[1] == std::string_view(candidates_command))
    return {.args = CandidatesArgs{{argv + 2, argv + argc}}};
  const std::string_view first_word = argc > 1 ? argv[1] : "";
  if (argc == 2 && (first_word == "--version" || first_word == "-V")) return {.args = VersionArgs{}};
  Cli cli(first_word);
  try {
    cli.app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = cli.app.get_subcommands();
    return {.args = HelpArgs{chosen.empty() ? "" : chosen.front()->get_name()}};
  } catch (const CLI::CallForVersion&) {
    return {.args = VersionArgs{}};
  } catch (const CLI::ExtrasError&) {
    return {.exit_code = complain(cli.app, unexpected(cli))};
  } catch (const CLI::ParseError& error) {
    // A mistyped flag may show as a missing argument first: name the flag.
    const auto chosen = cli.app.get_subcommands();
    const bool extras = !chosen.empty() && !chosen.front()->remaining().empty();
    return {.exit_code = complain(cli.app, extras ? unexpected(cli) : std::string(error.what()))};
  }
  if (!cli.chosen) return {.args = HelpArgs{}};
  return {.args = std::move(cli.chosen)};
}

}  // namespace llmtco::app
