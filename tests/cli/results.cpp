#include "results.h"

#include <cmath>

#include <doctest/doctest.h>

Json result_of(const std::string& command, const std::string& scenario,
               const std::vector<std::string>& sets) {
  const Ran ran = run(with_sets({command, scenario, "--format", "json", "--draws", "4096"}, sets));
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  return Json::parse(ran.out);
}

const Json& line(const Json& result, const std::string& option, const std::string& item) {
  const Json& lines = result.at("options").at(option).at("line_items");
  for (const Json& each : lines) {
    if (each.at("item") == item) return each;
  }
  FAIL("no line '" << item << "' in " << lines.dump(1));
  return lines;
}

bool to_digits(double value, double expected, int decimals) {
  return std::abs(value - expected) <= 0.5 * std::pow(10, -decimals) * (1 + 1e-9);
}

bool warns(const Json& result, const std::string& text) {
  for (const Json& warning : result.at("warnings")) {
    if (warning.get<std::string>().find(text) != std::string::npos) return true;
  }
  return false;
}
