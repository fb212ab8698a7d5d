#pragma once
#include <map>
#include <string>
#include <vector>

/// A mistake in the scenario bad_base.yaml: one text replaced by another, and all that the program says of it
/// on stderr.
struct Mistake {
  std::string old, by, expected;
};

/// A run in a folder where s.yaml is the good scenario, and all that the program says of it on stderr.
struct Usage {
  std::vector<std::string> args;
  int code;
  std::string expected;
};

/// A mistake that needs other files beside the scenario.
struct FileMistake {
  Mistake mistake;
  int code;
  std::map<std::string, std::string> files;
};

/// Each ends with code 2, nothing on stdout and exactly these words on stderr.
void check(const std::vector<Mistake>& mistakes);
/// Each ends with its code, nothing on stdout and exactly these words on stderr.
void check(const std::vector<Usage>& usages);
void check(const std::vector<FileMistake>& mistakes);
