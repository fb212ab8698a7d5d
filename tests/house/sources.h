#pragma once
#include <filesystem>
#include <string>
#include <vector>

/// What the tests of the house read: the repository as text.
namespace house {

/// The repository.
std::filesystem::path root();

std::string text_of(const std::filesystem::path& file);

/// A .h, .cpp or .inc of the program or its tests.
struct Source {
  std::string path;  ///< lib/cost/bill.h
  std::string text;
  std::vector<std::string> includes;  ///< cost/use.h, vector; in their order

  bool is_header() const { return path.ends_with(".h"); }
  std::string folder() const { return path.substr(0, path.find('/')); }  ///< lib, app or tests
  std::string module() const;  ///< cost; app for what stands in app; tests/cost for its tests
};

/// All of lib, app and tests, by path; read once.
const std::vector<Source>& sources();

/// Modules of lib: folders with sources.
std::vector<std::string> modules();

/// The module of an include such as "cost/bill.h"; empty for files that are not of lib.
std::string module_of(const std::string& include);

/// Words after `keyword` in the llmtco_module(...) of a module's CMakeLists.txt, up to the next keyword.
std::vector<std::string> words_of_module(const std::string& module, const std::string& keyword);

}  // namespace house
