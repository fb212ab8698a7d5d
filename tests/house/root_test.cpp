#include <cstdio>
#include <set>
#include <sstream>

#include "sources.h"

namespace {

std::string output_of(const std::string& command) {
  std::string text;
  std::FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return text;
  char part[4096];
  for (std::size_t n = 0; (n = std::fread(part, 1, sizeof part, pipe)) > 0;) text.append(part, n);
  return pclose(pipe) == 0 ? text : "";
}

/// What is under version control at the top; all but the build tree where there is no version control.
std::set<std::string> at_root() {
  std::set<std::string> found;
  std::istringstream tracked(output_of("git -C '" + house::root().string() + "' ls-files 2> /dev/null"));
  for (std::string path; std::getline(tracked, path);) found.insert(path.substr(0, path.find('/')));
  if (!found.empty()) return found;
  for (const auto& entry : std::filesystem::directory_iterator(house::root())) {
    found.insert(entry.path().filename().string());
  }
  found.erase("build");
  return found;
}

}  // namespace

TEST_CASE("nothing stray stands at the top") {
  const std::set<std::string> expected = {"app",
                                          "lib",
                                          "data",
                                          "docs",
                                          "tests",
                                          "tools",
                                          "scenarios",
                                          "CMakeLists.txt",
                                          "CMakePresets.json",
                                          "README.md",
                                          "CHANGELOG.md",
                                          "LICENSE"};
  const std::set<std::string> found = at_root();
  for (const std::string& name : found) {
    CAPTURE(name);
    CHECK((name.starts_with(".") || expected.contains(name)));
  }
  for (const std::string& name : expected) {
    CAPTURE(name);
    CHECK(found.contains(name));
  }
}
