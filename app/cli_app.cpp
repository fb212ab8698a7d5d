#include "cli_app.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <sstream>

#include "text/characters.h"
#include "text/closest.h"
#include "version.h"

namespace llmtco::app {
namespace {

/// How the name of a one_of() begins; the words follow.
constexpr const char* choices = "one-of: ";

/// Help with the examples first: most people need no more.
class ExamplesFirst : public CLI::Formatter {
 public:
  ExamplesFirst() { column_width(34); }
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode) const override {
    if (app->get_parent() != nullptr) name = "llmtco " + app->get_name();
    std::string text = app->get_description() + "\n\n" + app->get_footer() + "\n" + make_usage(app, name);
    text += make_positionals(app) + make_groups(app, CLI::AppFormatMode::Normal);
    text += make_subcommands(app, CLI::AppFormatMode::Normal);
    return text;
  }
  std::string make_footer(const CLI::App*) const override { return ""; }
};

}  // namespace

std::string examples(std::initializer_list<const char*> lines) {
  std::string text = "Examples:\n";
  for (const char* line : lines) text += fmt::format("  {}\n", line);
  return text;
}

CLI::Validator one_of(std::vector<std::string> words) {
  const std::string name = fmt::format("{}{}", choices, fmt::join(words, " "));
  const auto complaint = [words = std::move(words)](const std::string& word) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return std::string();
    const std::string hint = did_you_mean(word, words);
    return fmt::format("{} is none of {}{}{}", shown(word), fmt::join(words, ", "), hint.empty() ? "" : "; ",
                       hint);
  };
  return CLI::Validator(complaint, "").name(name);
}

std::vector<std::string> choices_of(CLI::Option& option) {
  std::vector<std::string> words;
  try {
    std::istringstream name(option.get_validator(0)->get_name());
    for (std::string word; name >> word;) words.push_back(word);
  } catch (const CLI::OptionNotFound&) {
    return {};  // nothing checks it
  }
  if (words.empty() || words.front() != "one-of:") return {};
  words.erase(words.begin());
  return words;
}

CLI::Validator whole_number(std::uint64_t low, std::uint64_t high) {
  return {[low, high](const std::string& text) {
            std::uint64_t value = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
            const bool whole = error == std::errc() && end == text.data() + text.size();
            return whole && low <= value && value <= high
                       ? std::string()
                       : fmt::format("{} is not a whole number from {} to {}", shown(text), low, high);
          },
          ""};
}

void add_output(CLI::App& command, OutputArgs& args, std::vector<std::string> formats) {
  command.add_option("--format", args.format, fmt::format("{}; table if absent", fmt::join(formats, ", ")))
      ->check(one_of(formats))
      ->type_name("NAME");
  command.add_option("-o,--output", args.file, "write to a file, whole or not at all")->type_name("FILE");
}

CLI::App& Cli::command(const char* name, const char* description, std::initializer_list<const char*> lines,
                       std::function<Args()> args) {
  CLI::App* sub = app.add_subcommand(name, description);
  sub->footer(examples(lines));
  sub->callback([this, args = std::move(args)] { chosen = args(); });
  return *sub;
}

Cli::Cli() {
  app.formatter(std::make_shared<ExamplesFirst>());
  app.footer(examples({"llmtco run scenarios/article.yaml",
                       "llmtco what-if scenarios/article.yaml --set workload.queries.requests=20M/month",
                       "llmtco catalog search llama 70b"}));
  app.set_version_flag("--version", version_text());
  app.require_subcommand(0, 1);
  add_scenario_commands();
  add_explain();
  add_predict();
  add_backtest();
  add_bench();
  add_catalog();
  add_file_commands();
}

}  // namespace llmtco::app
