#include "pages.h"

#include <algorithm>
#include <sstream>

#include "cli_app.h"

namespace llmtco::app {
namespace {

FlagPage page_of(CLI::Option& option) {
  FlagPage page;
  page.argument = option.get_positional();
  page.name = page.argument                 ? option.get_name(true)
              : option.get_lnames().empty() ? "-" + option.get_snames().front()
                                            : "--" + option.get_lnames().front();
  if (!option.get_lnames().empty() && !option.get_snames().empty())
    page.short_name = "-" + option.get_snames().front();
  const bool takes = option.get_items_expected_max() > 0;
  const std::string type = option.get_type_name();
  if (takes && !page.argument) page.type = type.substr(0, type.find(':'));  // a range may stand behind it
  if (page.argument) page.type = page.name;
  page.says = option.get_description();
  page.group = option.get_group();
  page.words = choices_of(option);
  page.required = option.get_required();
  page.repeatable = option.get_items_expected_max() > 1;
  return page;
}

CommandPage page_of(CLI::App& app) {
  CommandPage page{.name = app.get_name(),
                   .says = app.get_description(),
                   .group = app.get_group(),
                   .examples = {},
                   .flags = {}};
  std::istringstream footer(app.get_footer());
  for (std::string line; std::getline(footer, line);) page.examples.push_back(line);
  for (CLI::Option* option : app.get_options([](CLI::Option*) { return true; }))
    page.flags.push_back(page_of(*option));
  // Arguments first; -h, which every command begins with, last.
  std::stable_partition(page.flags.begin(), page.flags.end(), [](const FlagPage& f) { return f.argument; });
  std::stable_partition(page.flags.begin(), page.flags.end(),
                        [](const FlagPage& f) { return f.name != "--help"; });
  return page;
}

}  // namespace

const FlagPage* CommandPage::find(const std::string& flag) const {
  const auto found = std::find_if(flags.begin(), flags.end(), [&](const FlagPage& page) {
    return !page.argument && (page.name == flag || (!flag.empty() && page.short_name == flag));
  });
  return found == flags.end() ? nullptr : &*found;
}

const CommandPage* ProgramPage::find(const std::string& command) const {
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const CommandPage& page) { return page.name == command; });
  return found == commands.end() ? nullptr : &*found;
}

ProgramPage program_page() {
  Cli cli;
  ProgramPage program{.itself = page_of(cli.app), .commands = {}};
  for (CLI::App* sub : shown_commands(cli.app)) program.commands.push_back(page_of(*sub));
  return program;
}

}  // namespace llmtco::app
