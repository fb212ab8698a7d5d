#include "sources.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace house {
namespace fs = std::filesystem;
namespace {

std::vector<std::string> includes_of(const std::string& text) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*["<]([^">]+)[">])re");
  std::vector<std::string> found;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (line.find("include") != std::string::npos && std::regex_search(line, match, pattern)) {
      found.push_back(match[1]);
    }
  }
  return found;
}

std::vector<Source> all() {
  std::vector<Source> found;
  for (const char* top : {"lib", "app", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root() / top)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cpp" && extension != ".inc") continue;
      const std::string text = text_of(entry.path());
      found.push_back({fs::relative(entry.path(), root()).generic_string(), text, includes_of(text)});
    }
  }
  std::sort(found.begin(), found.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
  return found;
}

}  // namespace

fs::path root() { return std::getenv("LLMTCO_SOURCE_DIR"); }

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string Source::module() const {
  const std::size_t top = path.find('/') + 1, end = path.find('/', top);
  if (folder() == "lib") return path.substr(top, end - top);
  return folder() == "app" ? "app" : path.substr(0, end);
}

const std::vector<Source>& sources() {
  static const std::vector<Source> read = all();
  return read;
}

std::vector<std::string> modules() {
  std::set<std::string> found;
  for (const Source& source : sources()) {
    if (source.folder() == "lib") found.insert(source.module());
  }
  return {found.begin(), found.end()};
}

std::string module_of(const std::string& include) {
  static const std::vector<std::string> known = modules();
  const std::string module = include.substr(0, include.find('/'));
  return module != include && std::binary_search(known.begin(), known.end(), module) ? module : "";
}

std::vector<std::string> words_of_module(const std::string& module, const std::string& keyword) {
  static const std::set<std::string> keywords = {"SOURCES", "PUBLIC", "USES", "LINKS"};
  const std::string text = text_of(root() / "lib" / module / "CMakeLists.txt");
  const std::size_t begin = text.find("llmtco_module(");
  if (begin == std::string::npos) return {};
  std::istringstream call(text.substr(begin, text.find(')', begin) - begin));
  std::vector<std::string> found;
  bool wanted = false;
  for (std::string word; call >> word;) {
    if (keywords.contains(word)) {
      wanted = word == keyword;
    } else if (wanted) {
      found.push_back(word);
    }
  }
  return found;
}

}  // namespace house
