#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "report/check.h"

using namespace llmtco;

namespace {

const std::string hostile = "a<script>\"b\"&|c%\n::error::]]>";

Finding finding_of(const std::string& text, const std::string& option, Verdict verdict) {
  Finding finding;
  finding.gate.text = text;
  finding.gate.place = {"chat.yaml", 12, 3};
  finding.option = option;
  finding.verdict = verdict;
  finding.reason = "a reason";
  return finding;
}

/// Two options; a gate that fails, one that warns, one that the draws leave open, one that is kept.
CheckResult four_findings() {
  CheckResult result;
  result.candidate_called = "chat.yaml";
  result.findings = {finding_of("cost.monthly: increase < 5%", hostile, Verdict::fail),
                     finding_of(hostile, hostile, Verdict::fail),
                     finding_of("cost.monthly: increase < 5%", "own", Verdict::inconclusive),
                     finding_of("best: unchanged", "", Verdict::pass)};
  result.findings[1].gate.level = GateLevel::warn;
  return result;
}

/// How often each element stands in an XML text. Fails the test where a tag is not closed in its turn, or a text or
/// attribute has a sign that only tags may have.
std::map<std::string, std::size_t> elements_of(const std::string& xml) {
  static const std::regex tag(R"re(<(/?)([a-z-]+)((?: [a-z]+="[^"<>]*")*)(/?)>)re");
  std::map<std::string, std::size_t> count;
  std::vector<std::string> open;
  std::string rest = xml.substr(xml.find('\n') + 1), between;
  std::smatch found;
  while (std::regex_search(rest, found, tag)) {
    between += found.prefix();
    const std::string name = found[2];
    if (found[1] == "/") {
      REQUIRE_FALSE(open.empty());
      CHECK(open.back() == name);
      open.pop_back();
    } else {
      ++count[name];
      if (found[4] != "/") open.push_back(name);
    }
    rest = found.suffix();
  }
  CHECK(open.empty());
  CHECK((between + rest).find_first_of("<>") == std::string::npos);
  static const std::regex bare("&(?!amp;|lt;|gt;|quot;)");
  CHECK_FALSE(std::regex_search(xml, bare));
  return count;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("JUnit has a suite for each option and a case for each gate, whatever they are called") {
  const std::string xml = to_junit(four_findings());
  CHECK(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "));
  auto count = elements_of(xml);
  CHECK(count["testsuites"] == 1);
  CHECK(count["testsuite"] == 3);
  CHECK(count["testcase"] == 4);
  CHECK(count["failure"] == 1);  // a warning fails nothing
  CHECK(count["skipped"] == 1);  // left open
  CHECK(has(xml, R"(name="llmtco check" tests="4" failures="1" errors="0")"));
  CHECK(has(xml, R"(<testsuite name="own" tests="1" failures="0" errors="0" skipped="1")"));
}

TEST_CASE("SARIF has a rule for each gate and a result for each finding, with the place of its gate") {
  const auto json = nlohmann::json::parse(to_sarif(four_findings()));
  CHECK(json["version"] == "2.1.0");
  REQUIRE(json["runs"].size() == 1);
  const auto& rules = json["runs"][0]["tool"]["driver"]["rules"];
  const auto& results = json["runs"][0]["results"];
  CHECK(rules.size() == 3);  // that on the cost is of two options
  REQUIRE(results.size() == 4);
  std::set<std::string> prints;
  for (const auto& result : results) {
    CHECK(rules.at(result["ruleIndex"].get<std::size_t>())["id"] == result["ruleId"]);
    CHECK_FALSE(result["message"]["text"].get<std::string>().empty());
    // 3.27.10: a level other than none belongs to what fails alone.
    CHECK((result["kind"] == "fail") == (result["level"] != "none"));
    const auto& place = result["locations"][0]["physicalLocation"];
    CHECK(place["artifactLocation"]["uri"] == "chat.yaml");
    CHECK(place["region"]["startLine"].get<int>() >= 1);
    prints.insert(result["partialFingerprints"]["llmtcoGate/v1"].get<std::string>());
  }
  CHECK(prints.size() == 4);
}
