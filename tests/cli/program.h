#pragma once
#include <map>
#include <string>
#include <vector>

#include "temporary_folder.h"

/// What a run of the program left behind.
struct Ran {
  std::string out, err;
  int code = 0;  ///< exit code; 128 + signal if it was killed
};

/// How to run the program that LLMTCO_PROGRAM names. The environment is that of the test, with LC_ALL=C,
/// TERM=xterm and no NO_COLOR unless `environment` says otherwise.
struct Call {
  std::vector<std::string> args;
  std::string input = {};      ///< on stdin
  std::string directory = {};  ///< to run in; that of the test if empty
  std::map<std::string, std::string> environment = {};
};

Ran run(const Call& call);
inline Ran run(std::vector<std::string> args) { return run(Call{.args = std::move(args)}); }
/// With a text on stdin.
inline Ran fed(const std::string& text, std::vector<std::string> args) {
  return run(Call{.args = std::move(args), .input = text});
}

std::string read_text_file(const std::string& path);

/// A file of the sources: source_file("scenarios/article.yaml").
std::string source_file(const std::string& name);
/// The shipped scenarios, by path.
std::vector<std::string> shipped_scenarios();
/// A file of this folder.
inline std::string test_file(const std::string& name) { return source_file("tests/cli/" + name); }
