#include "cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "exit_code.h"
#include "version.h"
#include "yaml/closest.h"
#include "yaml/text.h"

namespace llmtco::app {
namespace {

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

std::string examples(std::initializer_list<const char*> lines) {
  std::string text = "Examples:\n";
  for (const char* line : lines) text += fmt::format("  {}\n", line);
  return text;
}

void add_output(CLI::App& command, OutputArgs& args, std::vector<std::string> formats) {
  command.add_option("--format", args.format, fmt::format("{}; table if absent", fmt::join(formats, ", ")))
      ->check(CLI::IsMember(formats).description(""))
      ->type_name("NAME");
  command.add_option("-o,--output", args.file, "write to a file, whole or not at all")->type_name("FILE");
}

void add_draws(CLI::App& command, DrawArgs& args) {
  command.add_option("--seed", args.seed, "decides every draw; 1 if absent")->type_name("N");
  command.add_option("--draws", args.draws, "how many; 16,384 if absent")
      ->check(CLI::Range(std::size_t{1024}, std::size_t{1} << 30).description(""))
      ->type_name("N");
  command.add_option("--threads", args.threads, "the same results for any number; one per core if absent")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N");
  command.add_option("--sampling", args.sampling, "sobol (scrambled Sobol' points, the default) or plain")
      ->check(CLI::IsMember({"sobol", "plain"}).description(""))
      ->type_name("NAME");
  command.add_option("--isa", args.isa, "scalar, avx2 or avx512: the same results, for tests")
      ->check(CLI::IsMember({"scalar", "avx2", "avx512"}).description(""))
      ->type_name("NAME");
}

void add_scenario(CLI::App& command, std::string& file) {
  command.add_option("SCENARIO", file, "scenario file, or - for stdin")->required()->type_name("");
}

void add_set(CLI::App& command, std::vector<std::string>& set, bool required) {
  auto* option = command.add_option("--set", set, "replace a value: --set workload.chat.requests=12M/month; repeatable")
                     ->type_name("PATH=VALUE")
                     ->allow_extra_args(false);
  if (required) option->required();
}

/// The commands, and for each how to take its arguments away once it is parsed.
struct Cli {
  CLI::App app{"llmtco: what serving an LLM workload costs, how fast and how right it is, and how sure we are", "llmtco"};
  RunArgs run;
  WhatIfArgs what_if;
  PredictArgs predict;
  BacktestArgs backtest;
  ValidateArgs validate;
  CatalogArgs catalog;
  InitArgs init;
  SchemaArgs schema;
  CompletionArgs completion;
  std::optional<Args> chosen;

  CLI::App& command(const char* name, const char* description, std::initializer_list<const char*> lines,
                    std::function<Args()> args) {
    CLI::App* sub = app.add_subcommand(name, description);
    sub->footer(examples(lines));
    sub->callback([this, args = std::move(args)] { chosen = args(); });
    return *sub;
  }

  Cli();
  void add_catalog();
  void add_predict();
};

Cli::Cli() {
  app.formatter(std::make_shared<ExamplesFirst>());
  app.footer(examples({"llmtco run scenarios/article.yaml",
                       "llmtco what-if scenarios/article.yaml --set workload.queries.requests=20M/month",
                       "llmtco catalog search llama 70b"}));
  app.set_version_flag("--version", version_text());
  app.require_subcommand(0, 1);
  const std::vector<std::string> all_formats{"table", "json", "csv", "markdown"};

  CLI::App& run_command = command("run", "Compare every option of a scenario: cost, latency, accuracy",
                                  {"llmtco run scenarios/article.yaml",
                                   "llmtco run chat.yaml --set workload.chat.requests=12M/month --draws 65536",
                                   "llmtco run chat.yaml --format json -o result.json"},
                                  [this] { return Args(run); });
  add_scenario(run_command, run.scenario);
  add_set(run_command, run.set, false);
  add_draws(run_command, run.draw);
  add_output(run_command, run.output, all_formats);

  CLI::App& what_if_command = command("what-if", "Change values and see the difference, draw by draw",
                                      {"llmtco what-if chat.yaml --set workload.chat.requests=20M/month",
                                       "llmtco what-if chat.yaml --set options.gpt-4o.cache.hit_rate=90%"},
                                      [this] { return Args(what_if); });
  add_scenario(what_if_command, what_if.scenario);
  add_set(what_if_command, what_if.set, true);
  add_draws(what_if_command, what_if.draw);
  add_output(what_if_command, what_if.output, all_formats);

  CLI::App& validate_command =
      command("validate", "Check scenario files and say everything that is wrong with them",
              {"llmtco validate chat.yaml", "llmtco validate scenarios/*.yaml"}, [this] { return Args(validate); });
  validate_command.add_option("SCENARIO", validate.scenarios, "scenario files")->required()->type_name("");
  add_set(validate_command, validate.set, false);

  add_predict();
  add_catalog();

  CLI::App& init_command = command("init", "Write a scenario to start from",
                                   {"llmtco init chat.yaml", "llmtco init agent.yaml --from support-agent"},
                                   [this] { return Args(init); });
  init_command.add_option("FILE", init.file, "file to write")->required()->type_name("");
  init_command.add_option("--from", init.from, "a shipped scenario by its name; a short commented one if absent")->type_name("NAME");
  init_command.add_flag("--force", init.force, "replace the file if it is there");

  CLI::App& schema_command =
      command("schema", "Print the JSON Schema of scenario files, for editors",
              {"llmtco schema -o scenario.schema.json"}, [this] { return Args(schema); });
  schema_command.add_option("-o,--output", schema.output.file, "write to a file, whole or not at all")->type_name("FILE");

  CLI::App& completion_command = command("completion", "Print a completion script for a shell",
                                         {"llmtco completion bash > /etc/bash_completion.d/llmtco"},
                                         [this] { return Args(completion); });
  completion_command.add_option("SHELL", completion.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""))
      ->type_name("");
}

void Cli::add_predict() {
  CLI::App& sub = command("predict", "Predict speed and memory of a model on some accelerators, with intervals",
                          {"llmtco predict --model llama-3.1-70b --weights fp8 --hardware h100-80-sxm --gpus 4 --engine vllm",
                           "llmtco predict --model llama-3.1-8b --weights q4_k_m --hardware rtx-4090 --engine llama.cpp",
                           "llmtco predict --rows rows.csv"},
                          [this] { return Args(predict); });
  const auto text = [&](const char* name, std::string& into, const char* help, const char* type) { sub.add_option(name, into, help)->type_name(type); };
  text("--rows", predict.rows, "predict every row of a file with the columns `backtest` reads", "FILE");
  text("--model", predict.model, "of the catalogue", "NAME");
  text("--params", predict.parameters, "size of a model that is not in the catalogue, as 13B", "COUNT");
  sub.add_option("--year", predict.year, "of such a model's release; 2025 if absent")->check(CLI::Range(2017, 2100).description(""))->type_name("YEAR");
  text("--weights", predict.weights, "format of the weights: fp16, fp8, q4_k_m ...", "FORMAT");
  text("--hardware", predict.hardware, "accelerator of the catalogue", "NAME");
  text("--engine", predict.engine, "vllm, llama.cpp, \"TensorRT-LLM 1.0\" ...", "NAME");
  const auto whole = [&](const char* name, int& into, const char* help) { sub.add_option(name, into, help)->check(CLI::Range(1, 4096).description(""))->type_name("N"); };
  whole("--gpus", predict.gpus, "of one replica; 1 if absent");
  whole("--tensor", predict.tensor, "GPUs that share each layer; as the engine does if absent");
  whole("--pipeline", predict.pipeline, "pipeline stages");
  whole("--layer-split", predict.layer_split, "stages that work one after another");
  const auto positive = [&](const char* name, auto& into, const char* help) { sub.add_option(name, into, help)->check(CLI::Range(1e-9, 1e9).description(""))->type_name("N"); };
  positive("--input", predict.input, "tokens of the prompt; 512 if absent");
  positive("--output-tokens", predict.output, "tokens of the answer; 256 if absent");
  positive("--batch", predict.batch, "sequences of the decode rate; 1 if absent");
  positive("--concurrency", predict.concurrency, "requests in flight; 1 if absent");
  positive("--rate", predict.rate, "requests a second to one replica");
  positive("--kv-bits", predict.kv_bits, "of a number in the KV cache; as the engine does if absent");
  text("--speculation", predict.speculation, "eagle2, medusa, draft_model ...", "METHOD");
  text("--draft", predict.draft, "the draft model", "NAME");
  for (const auto& [name, into] : {std::pair{"--memory", &predict.memory}, std::pair{"--bandwidth", &predict.bandwidth}, std::pair{"--fp16", &predict.fp16}, std::pair{"--fp8", &predict.fp8}, std::pair{"--int8", &predict.int8}, std::pair{"--fp4", &predict.fp4}, std::pair{"--link", &predict.link}, std::pair{"--power", &predict.power}}) {
    text(name, *into, "datasheet number of an accelerator of your own", "QUANTITY");
  }
  add_output(sub, predict.written, {"table", "json", "csv"});

  CLI::App& backtest_command = command("backtest", "Hold predictions against measured rows",
                                       {"llmtco backtest decode_speed.csv", "llmtco backtest rows.csv --format csv"},
                                       [this] { return Args(backtest); });
  backtest_command.add_option("FILE", backtest.file, "rows of decode speed, throughput or latency")->required()->type_name("");
  add_output(backtest_command, backtest.output, {"table", "json", "csv"});
}

void Cli::add_catalog() {
  CLI::App& sub = command("catalog", "Look up accelerators, models, formats, engines, prices and other data",
                          {"llmtco catalog list models", "llmtco catalog show openai/gpt-4o",
                           "llmtco catalog search llama 70b"},
                          [this] { return Args(catalog); });
  sub.add_option("ACTION", catalog.action, "list, show or search")
      ->required()
      ->check(CLI::IsMember({"list", "show", "search"}).description(""))
      ->type_name("");
  sub.add_option("WORDS", catalog.words, "a section to list, an id to show, words to search")->type_name("");
  sub.add_option("--catalog", catalog.overlays, "overlay file with entries of your own; repeatable")->type_name("FILE")->allow_extra_args(false);
  add_output(sub, catalog.output, {"table", "json", "csv", "markdown"});
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) names.push_back(sub->get_name());
  return names;
}

std::vector<std::string> flag_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options([](const CLI::Option*) { return true; })) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
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
  const auto known = is_flag ? flag_names(*command) : command == &app ? command_names(app) : std::vector<std::string>{};
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

std::string completion_script(const std::string& shell) {
  const Cli cli;
  std::string commands = fmt::format("{}", fmt::join(command_names(cli.app), " "));
  std::string cases;
  for (const CLI::App* sub : cli.app.get_subcommands([](const CLI::App*) { return true; })) {
    const std::string flags = fmt::format("{}", fmt::join(flag_names(*sub), " "));
    if (shell == "fish") {
      for (const std::string& flag : flag_names(*sub)) {
        cases += fmt::format("complete -c llmtco -n '__fish_seen_subcommand_from {}' -l {}\n", sub->get_name(), flag.substr(2));
      }
    } else {
      cases += fmt::format("    {}) words=\"{}\" ;;\n", sub->get_name(), flags);
    }
  }
  if (shell == "fish") {
    return fmt::format("complete -c llmtco -n __fish_use_subcommand -a '{}'\n{}", commands, cases);
  }
  const std::string body = fmt::format(
      "_llmtco() {{\n"
      "  local words=\"{} --help --version\"\n"
      "  case \"${{COMP_WORDS[1]}}\" in\n{}  esac\n"
      "  [ \"$COMP_CWORD\" -eq 1 ] && words=\"{} --help --version\"\n"
      "  case \"${{COMP_WORDS[COMP_CWORD]}}\" in -*) ;; *) [ \"$COMP_CWORD\" -gt 1 ] && words= ;; esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"${{COMP_WORDS[COMP_CWORD]}}\"))\n"
      "}}\ncomplete -o default -F _llmtco llmtco\n",
      commands, cases, commands);
  return shell == "zsh" ? "autoload -U +X bashcompinit && bashcompinit\n" + body : body;
}

}  // namespace llmtco::app
