#include <map>
#include <regex>

#include "sources.h"

namespace {

/// The floors of the house, lowest first (docs/architecture.md). A module may include floors below its own,
/// no neighbour.
const std::vector<std::vector<std::string>> floors = {
    {"text"},
    {"host"},
    {"columns"},
    {"units", "random", "stats", "yaml"},
    {"variables", "measures", "catalog", "finance", "latency"},
    {"workload", "performance", "quality", "kernel"},
    {"cost"},
    {"serving", "routing", "measured"},
    {"deployment", "calibration", "fitting"},
    {"montecarlo"},
    {"decision", "gate"},
    {"scenario", "report"},
};

std::map<std::string, int> floor_of() {
  std::map<std::string, int> all;
  for (std::size_t floor = 0; floor < floors.size(); ++floor) {
    for (const std::string& module : floors[floor]) all[module] = static_cast<int>(floor);
  }
  return all;
}

}  // namespace

TEST_CASE("every module stands on a floor") {
  const auto known = floor_of();
  REQUIRE_FALSE(house::modules().empty());
  for (const std::string& module : house::modules()) {
    CAPTURE(module);
    CHECK(known.contains(module));
  }
}

TEST_CASE("modules include lower floors only") {
  const auto known = floor_of();
  for (const house::Source& source : house::sources()) {
    if (source.folder() != "lib") continue;
    for (const std::string& include : source.includes) {
      const std::string module = house::module_of(include);
      if (module.empty() || module == source.module()) continue;
      CAPTURE(source.path);
      CAPTURE(include);
      CHECK(known.at(module) < known.at(source.module()));
    }
  }
}

TEST_CASE("threads are started by the pool of host alone") {
  for (const house::Source& source : house::sources()) {
    if (source.folder() == "tests" || source.module() == "host") continue;
    for (const std::string& include : source.includes) {
      CAPTURE(source.path);
      CHECK(include != "thread");
      CHECK(include != "future");
    }
  }
}

TEST_CASE("heavy third-party headers stay out of public headers, yaml-cpp in yaml, CLI11 in app") {
  const std::regex heavy(R"((yaml-cpp|CLI|Eigen|boost|Random123|fmt)/.*|nlohmann/json\.hpp)");
  for (const house::Source& source : house::sources()) {
    if (source.folder() == "tests") continue;
    for (const std::string& include : source.includes) {
      CAPTURE(source.path);
      CAPTURE(include);
      if (source.is_header() && source.path != "app/cli_app.h") CHECK_FALSE(std::regex_match(include, heavy));
      if (include.starts_with("yaml-cpp/")) CHECK(source.path.starts_with("lib/yaml/"));
      if (include.starts_with("CLI/")) CHECK(source.path == "app/cli_app.h");
    }
  }
}
