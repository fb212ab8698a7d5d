#include "cli_app.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <sstream>

#include "formats.h"
#include "text/characters.h"
#include "text/closest.h"
#include "units/parse.h"
#include "version.h"

namespace llmtco::app {
namespace {

/// How the name of a one_of() begins; the words follow.
constexpr const char* choices = "one-of: ";

}  // namespace

std::vector<CLI::App*> shown_commands(CLI::App& app) {
  std::vector<CLI::App*> shown;
  for (CLI::App* sub : app.get_subcommands([](CLI::App*) { return true; })) {
    if (!sub->get_group().empty()) shown.push_back(sub);
  }
  return shown;
}

CLI::Validator one_of(std::vector<std::string> words, std::vector<std::string> refused_later) {
  const std::string name = fmt::format("{}{}", choices, fmt::join(words, " "));
  const auto complaint = [words = std::move(words),
                          later = std::move(refused_later)](const std::string& word) {
    for (const auto& accepted : {words, later}) {
      if (std::find(accepted.begin(), accepted.end(), word) != accepted.end()) return std::string();
    }
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
  return {[low, high](std::string& text) {
            std::uint64_t value = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
            const bool whole = error == std::errc() && end == text.data() + text.size();
            if (whole && low <= value && value <= high) return std::string();
            // "100k" and "1e6", as in scenarios; a double holds whole numbers up to 2^53.
            const auto read = parse_quantity(text);
            const auto* count = std::get_if<Measured>(&read);
            const double most = std::min(static_cast<double>(high), 9007199254740992.0);
            if (count == nullptr || whole || !(count->dimension == dimensionless) ||
                count->value != std::floor(count->value) || count->value < static_cast<double>(low) ||
                count->value > most)
              return fmt::format("{} is not a whole number from {} to {}", shown(text), low, high);
            text = fmt::format("{:.0f}", count->value);
            return std::string();
          },
          ""};
}

CLI::Validator share_or_percent() {
  return {[](std::string& text) {
            const auto read = parse_quantity(text);
            const auto* share = std::get_if<Measured>(&read);
            if (share == nullptr || !(share->dimension == dimensionless) || !(share->value >= 0) ||
                share->value > 1)
              return fmt::format("{} is not a share from 0 to 1, as 0.78 or 78%", shown(text));
            text = fmt::format("{}", share->value);
            return std::string();
          },
          ""};
}

namespace {

void add_colour(CLI::App& command, OutputArgs& args) {
  command.add_option("--color", args.colour, "auto, always or never; auto asks the terminal and NO_COLOR")
      ->check(one_of({"auto", "always", "never"}))
      ->type_name("WHEN")
      ->group(groups::output);
}

}  // namespace

void add_output(CLI::App& command, OutputArgs& args, std::vector<std::string> formats) {
  command.add_option("--format", args.format, fmt::format("{}; table if absent", fmt::join(formats, ", ")))
      ->check(one_of(formats))
      ->type_name("NAME")
      ->group(groups::output);
  command.add_option("-o,--output", args.file, "write to a file, whole or not at all")
      ->type_name("FILE")
      ->group(groups::output);
  add_colour(command, args);
}

void add_result_output(CLI::App& command, ViewArgs& args, ResultOf of) {
  std::vector<std::string> names, suffixes, of_runs_alone;
  for (const Format& each : formats()) {
    if (!makes(of, each)) {
      of_runs_alone.emplace_back(each.name);
      continue;
    }
    names.emplace_back(each.name);
    if (!each.suffix.empty()) suffixes.emplace_back(each.suffix);
  }
  command
      .add_option("--format", args.output.format,
                  fmt::format("{}; that of the file's suffix, or table, if absent", fmt::join(names, ", ")))
      ->check(one_of(names, of_runs_alone))
      ->type_name("NAME")
      ->group(groups::output);
  command
      .add_option("-o,--output", args.outputs,
                  fmt::format("write to a file, whole or not at all, in the form of its suffix ({}) or of "
                              "FORMAT=FILE; repeatable",
                              fmt::join(suffixes, " ")))
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group(groups::output);
  add_colour(command, args.output);
}

void add_json(CLI::App& command, OutputArgs& args) {
  command
      .add_flag_callback(
          "--json", [&args] { args.format = "json"; }, "short for --format json")
      ->group(groups::output)
      ->excludes(command.get_option("--format"));
}

CLI::App& Cli::command(const char* group, const char* name, const char* description,
                       std::initializer_list<const char*> examples, std::function<Args()> args) {
  CLI::App* sub = app.add_subcommand(name, description)->group(group);
  sub->footer(fmt::format("{}", fmt::join(examples, "\n")));
  sub->callback([this, args = std::move(args)] { chosen = args(); });
  sub->get_help_ptr()->group(groups::other);
  return *sub;
}

Cli::Cli(std::string_view first_word) {
  app.set_help_flag("-h,--help", "show this help");
  app.footer(
      "llmtco run article\n"
      "llmtco what-if article --set workload.queries.requests=20M/month\n"
      "llmtco predict --model llama-3.1-8b --weights fp8 --hardware h100-80-sxm --engine vllm\n"
      "llmtco catalog search llama 70b");
  app.set_version_flag("-V,--version", version_text(), "show the version");
  app.get_help_ptr()->group(groups::other);
  app.get_option("--version")->group(groups::other);
  app.require_subcommand(0, 1);
  struct Described {
    std::vector<std::string_view> commands;
    void (Cli::*add)();
  };
  const Described all[] = {{{"run", "what-if", "validate"}, &Cli::add_scenario_commands},
                           {{"render"}, &Cli::add_render},
                           {{"compare"}, &Cli::add_compare},
                           {{"check"}, &Cli::add_check},
                           {{"route"}, &Cli::add_route},
                           {{"explain"}, &Cli::add_explain},
                           {{"predict"}, &Cli::add_predict},
                           {{"simulate"}, &Cli::add_simulate},
                           {{"backtest"}, &Cli::add_backtest},
                           {{"bench", "calibrate"}, &Cli::add_bench},
                           {{"catalog"}, &Cli::add_catalog},
                           {{"init", "schema", "completion"}, &Cli::add_file_commands},
                           {{}, &Cli::add_help}};  // which knows the names of all others
  const auto* const only = std::find_if(std::begin(all), std::end(all), [&](const Described& each) {
    return std::find(each.commands.begin(), each.commands.end(), first_word) != each.commands.end();
  });
  for (const Described& each : all) {
    if (only == std::end(all) || &each == only) (this->*each.add)();
  }
}

}  // namespace llmtco::app
