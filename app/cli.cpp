#include "cli.h"

#include <fmt/format.h>

#include "cli_app.h"
#include "exit_code.h"
#include "text/characters.h"
#include "text/closest.h"
#include "version.h"

namespace llmtco::app {
namespace {

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(sub->get_name());
  return names;
}

std::vector<std::string> flag_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options([](const CLI::Option*) { return true; })) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// What may stand behind each flag or argument that takes one of some words: one_of() names itself after
/// them.
std::vector<Choice> choices_in(CLI::App& app) {
  std::vector<Choice> all;
  for (CLI::Option* option : app.get_options([](CLI::Option*) { return true; })) {
    const std::vector<std::string> words = choices_of(*option);
    if (words.empty()) continue;
    all.push_back({option->get_lnames().empty() ? "" : "--" + option->get_lnames().front(), words});
  }
  return all;
}

/// The first argument nobody took, with what was probably meant.
std::string unexpected(const CLI::App& app) {
  const CLI::App* command = &app;
  for (const CLI::App* sub : app.get_subcommands()) command = sub;
  std::vector<std::string> extras = command->remaining();
  if (extras.empty()) extras = app.remaining(true);
  if (extras.empty()) return "unexpected argument";
  const std::string& word = extras.front();
  const bool is_flag = word.rfind('-', 0) == 0;
  const auto known = is_flag           ? flag_names(*command)
                     : command == &app ? command_names(app)
                                       : std::vector<std::string>{};
  const std::string hint = did_you_mean(word.substr(0, word.find('=')), known);
  const char* what = is_flag ? "flag" : command == &app ? "command" : "argument";
  return fmt::format("unknown {} {}{}{}", what, shown(word), hint.empty() ? "" : "; ", hint);
}

int complain(const CLI::App& app, const std::string& message) {
  const CLI::App* command = &app;
  for (const CLI::App* sub : app.get_subcommands()) command = sub;
  fmt::print(stderr, "llmtco: error: {}\n", message);
  fmt::print(stderr, "See 'llmtco {}--help'.\n", command == &app ? "" : command->get_name() + " ");
  return ExitCode::bad_input;
}

}  // namespace

Parsed parse(int argc, char** argv) {
  Cli cli;
  try {
    cli.app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = cli.app.get_subcommands();
    fmt::print("{}", chosen.empty() ? cli.app.help() : chosen.front()->help());
    return {.exit_code = ExitCode::ok};
  } catch (const CLI::CallForVersion&) {
    fmt::print("{}\n", version_text());
    return {.exit_code = ExitCode::ok};
  } catch (const CLI::ExtrasError&) {
    return {.exit_code = complain(cli.app, unexpected(cli.app))};
  } catch (const CLI::ParseError& error) {
    // A mistyped flag may show as a missing argument first: name the flag.
    const auto chosen = cli.app.get_subcommands();
    const bool extras = !chosen.empty() && !chosen.front()->remaining().empty();
    return {.exit_code = complain(cli.app, extras ? unexpected(cli.app) : std::string(error.what()))};
  }
  if (!cli.chosen) {
    fmt::print("{}", cli.app.help());
    return {.exit_code = ExitCode::ok};
  }
  return {.args = std::move(cli.chosen)};
}

std::vector<CommandFlags> command_flags() {
  Cli cli;
  std::vector<CommandFlags> all;
  for (CLI::App* sub : cli.app.get_subcommands([](CLI::App*) { return true; })) {
    all.push_back({sub->get_name(), flag_names(*sub), choices_in(*sub)});
  }
  return all;
}

}  // namespace llmtco::app
