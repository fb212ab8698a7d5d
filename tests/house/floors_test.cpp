#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// The floors of the house, lowest first (docs/architecture.md). A module may include floors below its own,
/// no neighbour.
const std::vector<std::vector<std::string>> floors = {
    {"columns"},
    {"units", "random", "stats"},
    {"variables", "measures", "yaml"},
    {"catalog"},
    {"workload", "performance", "quality", "cost", "kernel"},
    {"serving", "routing", "calibration"},
    {"deployment"},
    {"montecarlo"},
    {"scenario", "report"},
};

std::map<std::string, int> floor_of() {
  std::map<std::string, int> all;
  for (std::size_t floor = 0; floor < floors.size(); ++floor) {
    for (const std::string& module : floors[floor]) all[module] = static_cast<int>(floor);
  }
  return all;
}

fs::path root() { return std::getenv("LLMTCO_SOURCE_DIR"); }

bool is_source(const fs::path& path) {
  return path.extension() == ".h" || path.extension() == ".cpp" || path.extension() == ".inc";
}

std::vector<std::string> includes(const fs::path& file) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*["<]([^">]+)[">])re");
  std::vector<std::string> found;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (std::regex_search(line, match, pattern)) found.push_back(match[1]);
  }
  return found;
}

}  // namespace

TEST_CASE("every module stands on a floor") {
  const auto known = floor_of();
  for (const auto& entry : fs::directory_iterator(root() / "lib")) {
    if (!entry.is_directory()) continue;
    CAPTURE(entry.path().filename().string());
    CHECK(known.contains(entry.path().filename().string()));
  }
}

TEST_CASE("modules include lower floors only") {
  const auto known = floor_of();
  for (const auto& entry : fs::recursive_directory_iterator(root() / "lib")) {
    if (!is_source(entry.path())) continue;
    const std::string own = fs::relative(entry.path(), root() / "lib").begin()->string();
    for (const std::string& include : includes(entry.path())) {
      const std::string module = include.substr(0, include.find('/'));
      if (module == own || !known.contains(module) || include.find('/') == std::string::npos) continue;
      CAPTURE(entry.path().string());
      CAPTURE(include);
      CHECK(known.at(module) < known.at(own));
    }
  }
}

TEST_CASE("heavy third-party headers stay out of public headers, yaml-cpp in yaml, CLI11 in app") {
  const std::regex heavy(R"((yaml-cpp|CLI|Eigen|nlohmann|boost|Random123|fmt)/.*)");
  for (const char* top : {"lib", "app"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root() / top)) {
      if (!is_source(entry.path())) continue;
      const std::string path = fs::relative(entry.path(), root()).string();
      for (const std::string& include : includes(entry.path())) {
        CAPTURE(path);
        CAPTURE(include);
        if (entry.path().extension() == ".h" && path != "app/cli_app.h")
          CHECK_FALSE(std::regex_match(include, heavy));
        if (include.starts_with("yaml-cpp/")) CHECK(path.starts_with("lib/yaml/"));
        if (include.starts_with("CLI/")) CHECK(path == "app/cli_app.h");
      }
    }
  }
}

TEST_CASE("no source has grown beyond 300 lines") {
  for (const char* top : {"lib", "app"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root() / top)) {
      if (!is_source(entry.path())) continue;
      std::ifstream in(entry.path());
      int lines = 0;
      for (std::string line; std::getline(in, line);) ++lines;
      CAPTURE(entry.path().string());
      CHECK(lines <= 300);
    }
  }
}
