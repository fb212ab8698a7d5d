#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace llmtco::app {

/// Where the data of a command go.
struct OutputArgs {
  std::string format = "table";
  std::string file;  ///< empty: stdout
};

/// How the draws are made.
struct DrawArgs {
  std::optional<std::uint64_t> seed;
  std::optional<std::size_t> draws;
  int threads = 0;  ///< 0: one per core
  std::string sampling = "sobol";
  std::string isa;  ///< empty: the fastest there is
};

struct RunArgs {
  std::string scenario;
  std::vector<std::string> set;
  DrawArgs draw;
  OutputArgs output;
};

struct WhatIfArgs {
  std::string scenario;
  std::vector<std::string> set;
  DrawArgs draw;
  OutputArgs output;
};

struct ValidateArgs {
  std::vector<std::string> scenarios;
  std::vector<std::string> set;
  OutputArgs output;
};

struct CatalogArgs {
  std::string action;  ///< list, show or search
  std::vector<std::string> words;
  std::vector<std::string> overlays;
  OutputArgs output;
};

struct InitArgs {
  std::string file;
  std::string from;  ///< name of the example to start from
  bool force = false;
};

struct SchemaArgs {
  OutputArgs output;
};

struct CompletionArgs {
  std::string shell;
};

using Args = std::variant<RunArgs, WhatIfArgs, ValidateArgs, CatalogArgs, InitArgs, SchemaArgs, CompletionArgs>;

}  // namespace llmtco::app
