#pragma once
#include <string>
#include <vector>

#include "pages.h"

namespace llmtco::app {

/// What may stand where the last of some words is being typed.
struct Candidates {
  struct Candidate {
    std::string text;  ///< the whole word, `--format=` included where the word began so
    std::string says;
  };
  std::vector<Candidate> list;
  bool files = false;  ///< names of files as well
};

/// Of a command line without the program's name; the last word is the one being typed and may be empty.
Candidates candidates(const ProgramPage& program, const std::vector<std::string>& words);

/// A line for each: text, tab, what it means; `:files` last where file names may stand there too. A text that
/// ends in '.' or '=' goes on.
std::string to_text(const Candidates& candidates);

/// Completion script for bash, zsh or fish. It asks the program for the candidates, so that it cannot go
/// stale.
std::string completion_script(const std::string& shell);

}  // namespace llmtco::app
