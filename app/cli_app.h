#pragma once
#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "args.h"

namespace llmtco::app {

/// The commands, and for each how to take its arguments away once it is parsed.
struct Cli {
  CLI::App app{
      "llmtco: what serving an LLM workload costs, how fast and how right it is, and how sure we are",
      "llmtco"};
  RunArgs run;
  WhatIfArgs what_if;
  ExplainArgs explain;
  PredictArgs predict;
  BacktestArgs backtest;
  BenchArgs bench;
  CalibrateArgs calibrate;
  ValidateArgs validate;
  CatalogArgs catalog;
  InitArgs init;
  SchemaArgs schema;
  CompletionArgs completion;
  std::optional<Args> chosen;

  Cli();

 private:
  CLI::App& command(const char* name, const char* description, std::initializer_list<const char*> examples,
                    std::function<Args()> args);
  void add_scenario_commands();
  void add_explain();
  void add_file_commands();
  void add_predict();
  void add_backtest();
  void add_bench();
  void add_catalog();
};

/// "Examples:" and the lines below it.
std::string examples(std::initializer_list<const char*> lines);

/// Accepts one of some words; of another it says which was probably meant.
CLI::Validator one_of(std::vector<std::string> words);

/// The words an option accepts where one_of() checks it, else none.
std::vector<std::string> choices_of(CLI::Option& option);

/// Accepts a whole number within a range.
CLI::Validator whole_number(std::uint64_t low, std::uint64_t high);

/// The flags --format and --output.
void add_output(CLI::App& command, OutputArgs& args, std::vector<std::string> formats);

}  // namespace llmtco::app
