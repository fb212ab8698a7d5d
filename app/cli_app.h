#pragma once
#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "args.h"

namespace llmtco::app {

/// The headings of commands in help.
namespace sections {
inline constexpr const char* scenarios = "Scenarios";
inline constexpr const char* speed = "Speed of models on hardware";
inline constexpr const char* data = "Data and tools";
inline constexpr const char* hidden = "";  ///< for scripts alone
}  // namespace sections

/// The commands, and for each how to take its arguments away once it is parsed.
struct Cli {
  CLI::App app{
      "llmtco: what serving an LLM workload costs, how fast and how right it is, and how sure we are",
      "llmtco"};
  RunArgs run;
  RenderArgs render;
  WhatIfArgs what_if;
  CompareArgs compare;
  CheckArgs check;
  RouteArgs route;
  ExplainArgs explain;
  PredictArgs predict;
  SimulateArgs simulate;
  BacktestArgs backtest;
  BenchArgs bench;
  CalibrateArgs calibrate;
  ValidateArgs validate;
  CatalogArgs catalog;
  InitArgs init;
  SchemaArgs schema;
  CompletionArgs completion;
  HelpArgs help;
  std::optional<Args> chosen;

  /// All commands; of a command line that begins with a command's name that one, and those described with it: describing
  /// all of them takes a third of the time of a short command.
  explicit Cli(std::string_view first_word = "");

 private:
  CLI::App& command(const char* group, const char* name, const char* description,
                    std::initializer_list<const char*> examples, std::function<Args()> args);
  void add_scenario_commands();
  void add_focus(CLI::App& command);
  void add_draws_out(CLI::App& command);
  void add_render();
  void add_compare();
  void add_check();
  void add_route();
  void add_explain();
  void add_file_commands();
  void add_predict();
  void add_simulate();
  void add_backtest();
  void add_bench();
  void add_catalog();
  void add_help();
};

/// The commands in the order they were described, without those that are for scripts alone.
std::vector<CLI::App*> shown_commands(CLI::App& app);

/// Accepts one of some words; of another it says which was probably meant. Words of `refused_later`, which nobody offers,
/// are accepted too: the command says what is wrong with them.
CLI::Validator one_of(std::vector<std::string> words, std::vector<std::string> refused_later = {});

/// The words an option accepts where one_of() checks it, else none.
std::vector<std::string> choices_of(CLI::Option& option);

/// Accepts a whole number within a range, also as `100k` or `1e6`, and writes out its digits.
CLI::Validator whole_number(std::uint64_t low, std::uint64_t high);

/// Accepts a share, as 0.78 or 78%.
CLI::Validator share_or_percent();

/// The flags that say what runs where: model, weights, accelerators, engine, and how they are split.
void add_placement(CLI::App& command, PredictArgs& args);

/// The flags --format, --output and --color.
void add_output(CLI::App& command, OutputArgs& args, std::vector<std::string> formats);

/// The same of a result, whose forms and suffixes are those of formats.h; --output may stand several times.
void add_result_output(CLI::App& command, ViewArgs& args, ResultOf of);

/// The flag --json, short for --format json, of commands whose JSON is one form. Behind add_output().
void add_json(CLI::App& command, OutputArgs& args);

/// The flag --latency of whoever says where times under load come from.
CLI::Option* add_latency(CLI::App& command, std::string& server);

/// The flags of a command that draws, and those that change a scenario and say how far its names of files reach.
void add_draws(CLI::App& command, DrawArgs& args);
void add_source(CLI::App& command, SourceArgs& args, bool required);
void add_scenario(CLI::App& command, std::string& file);

/// The headings of flags in help.
namespace groups {
inline constexpr const char* draws = "Draws";
inline constexpr const char* output = "Output";
inline constexpr const char* files = "Files a scenario names";
inline constexpr const char* other = "Other";
}  // namespace groups

}  // namespace llmtco::app
