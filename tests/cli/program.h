#pragma once
#include <map>
#include <string>
#include <vector>

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

/// A directory of its own that goes away with everything in it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  /// Writes a file and returns its path.
  std::string write(const std::string& name, const std::string& text) const;
  std::vector<std::string> files() const;

 private:
  std::string path_;
};

std::string read_text_file(const std::string& path);

/// A file of the sources: source_file("scenarios/article.yaml").
std::string source_file(const std::string& name);
/// The shipped scenarios, by path.
std::vector<std::string> shipped_scenarios();
/// A file of this folder.
inline std::string test_file(const std::string& name) { return source_file("tests/cli/" + name); }
