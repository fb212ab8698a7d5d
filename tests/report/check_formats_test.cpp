#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "measures/list.h"
#include "report/check.h"

using namespace llmtco;

namespace {

const std::string hostile = "a<script>\"b\"&|c%\n::error::]]>";

Finding finding_of(const std::string& text, const std::string& option, Verdict verdict) {
  Finding finding;
  finding.gate.text = text;
  finding.gate.place = {"chat.yaml", 12, 3};
  finding.gate.subject.measure = measures::monthly_cost.row;
  finding.option = option;
  finding.verdict = verdict;
  finding.reason = "a reason";
  return finding;
}

/// Two options; a gate that fails, one that warns, one that the draws leave open, one that is kept.
CheckResult four_findings() {
  CheckResult result;
  result.candidate_called = "chat.yaml";
  result.candidate.scenario = hostile;
  result.findings = {finding_of("cost.monthly: increase < 5%", hostile, Verdict::fail),
                     finding_of(hostile, hostile, Verdict::fail),
                     finding_of("cost.monthly: increase < 5%", "own", Verdict::inconclusive),
                     finding_of("best: unchanged", "", Verdict::pass)};
  result.findings[1].gate.level = GateLevel::warn;
  result.findings[0].limit = 0.05;
  result.findings[0].measured = Interval{0.061, 0.059, 0.063};
  result.notes = {hostile};
  result.attributions = {{.option = hostile, .base_usd = 1000, .candidate_usd = 1061}};
  result.attributions[0].causes = {{.path = hostile, .before = hostile, .after = hostile, .kind = "price"}};
  return result;
}

/// What Jenkins' junit-10.xsd says of the elements written here: what may stand in them, and their attributes, those
/// that must be there with a star. All but `testcase`, `failure` and `system-out` hold no text.
struct Element {
  std::set<std::string> children, attributes;
};
const std::map<std::string, Element> junit{
    {"testsuites", {{"testsuite"}, {"name", "time", "tests", "failures", "errors"}}},
    {"testsuite",
     {{"properties", "testcase"}, {"*name", "*tests", "*failures", "*errors", "skipped", "time"}}},
    {"properties", {{"property"}, {}}},
    {"property", {{}, {"*name", "*value"}}},
    {"testcase", {{"failure", "skipped", "system-out"}, {"*name", "classname", "time"}}},
    {"failure", {{}, {"type", "message"}}},
    {"skipped", {{}, {"type", "message"}}},
    {"system-out", {{}, {}}}};

void check_attributes(const Element& element, const std::string& text) {
  static const std::regex attribute(R"re( ([a-z]+)="[^"<>]*")re");
  std::set<std::string> there;
  for (std::sregex_iterator each(text.begin(), text.end(), attribute), end; each != end; ++each) {
    const std::string name = (*each)[1];
    CHECK_MESSAGE((element.attributes.contains(name) || element.attributes.contains("*" + name)), name);
    CHECK_MESSAGE(there.insert(name).second, name << " stands twice");
  }
  for (const std::string& name : element.attributes)
    CHECK_MESSAGE((name[0] != '*' || there.contains(name.substr(1))), name);
}

/// How often each element stands in an XML text. Fails the test where the schema does not have it so, a tag is not
/// closed in its turn, or a text or attribute has a sign that only tags may have.
std::map<std::string, std::size_t> elements_of(const std::string& xml) {
  static const std::regex tag(R"re(<(/?)([a-z-]+)((?: [a-z]+="[^"<>]*")*)(/?)>)re");
  std::map<std::string, std::size_t> count;
  std::vector<std::string> open;
  std::string rest = xml.substr(xml.find('\n') + 1), between;
  std::smatch found;
  while (std::regex_search(rest, found, tag)) {
    const std::string name = found[2], before = found.prefix();
    between += before;
    const bool in_text = !open.empty() && (open.back() == "failure" || open.back() == "system-out");
    CHECK_MESSAGE((in_text || before.find_first_not_of(" \n") == before.npos), before);
    if (found[1] == "/") {
      REQUIRE_FALSE(open.empty());
      CHECK(open.back() == name);
      open.pop_back();
    } else {
      REQUIRE_MESSAGE(junit.contains(name), name);
      CHECK_MESSAGE((open.empty() ? name == "testsuites" : junit.at(open.back()).children.contains(name)),
                    name);
      check_attributes(junit.at(name), found[3]);
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

/// What the schema of SARIF 2.1.0 says of the objects written here: their keys, each with what it is, those that must be
/// there with a star. No other key may stand in them. A text in brackets is one of these words.
const std::map<std::string, std::map<std::string, std::string>> sarif{
    {"log", {{"$schema", "uri"}, {"*version", "[2.1.0]"}, {"*runs", "run..."}}},
    {"run", {{"*tool", "tool"}, {"results", "result..."}}},
    {"tool", {{"*driver", "driver"}}},
    {"driver", {{"*name", "text"}, {"version", "text"}, {"rules", "rule..."}}},
    {"rule",
     {{"*id", "text"},
      {"name", "text"},
      {"shortDescription", "message"},
      {"fullDescription", "message"},
      {"help", "message"}}},
    {"message", {{"*text", "text"}}},
    {"result",
     {{"ruleId", "text"},
      {"ruleIndex", "number"},
      {"kind", "[notApplicable pass fail review open informational]"},
      {"level", "[none note warning error]"},
      {"*message", "message"},
      {"locations", "location..."},
      {"partialFingerprints", "texts"}}},
    {"location", {{"physicalLocation", "physical"}}},
    {"physical", {{"*artifactLocation", "artifact"}, {"region", "region"}}},
    {"artifact", {{"uri", "uri"}}},
    {"region", {{"startLine", "place"}, {"startColumn", "place"}}}};

void check_sarif(const nlohmann::json& json, const std::string& kind) {
  CAPTURE(kind);
  if (kind.ends_with("...")) {
    REQUIRE(json.is_array());
    for (const auto& each : json) check_sarif(each, kind.substr(0, kind.size() - 3));
  } else if (sarif.contains(kind)) {
    REQUIRE(json.is_object());
    std::size_t known = 0;
    for (const auto& key : sarif.at(kind)) {
      const std::string name = key.first.substr(key.first[0] == '*' ? 1 : 0);
      CHECK_MESSAGE((key.first[0] != '*' || json.contains(name)), name);
      if (!json.contains(name)) continue;
      ++known;
      check_sarif(json[name], key.second);
    }
    CHECK_MESSAGE(json.size() == known, json.dump());
  } else if (kind == "number" || kind == "place") {
    CHECK_MESSAGE((json.is_number_integer() && json.get<int>() >= (kind == "place" ? 1 : 0)), json.dump());
  } else if (kind == "texts") {
    for (const auto& each : json) CHECK(each.is_string());
  } else {
    REQUIRE(json.is_string());
    const auto text = json.get<std::string>();
    static const std::regex uri("([A-Za-z0-9._~/:-]|%[0-9A-F]{2})+");
    if (kind == "uri") CHECK_MESSAGE(std::regex_match(text, uri), text);
    if (kind[0] == '[')
      CHECK_MESSAGE((" " + kind.substr(1, kind.size() - 2) + " ").find(" " + text + " ") != kind.npos, text);
  }
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("JUnit has a suite for each option and a case for each gate, whatever they are called") {
  const std::string xml = to_junit(four_findings());
  CHECK(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "));
  auto count = elements_of(xml);
  CHECK(count["testsuites"] == 1);
  CHECK(count["testsuite"] == 3);
  CHECK(count["testcase"] == 4);
  CHECK(count["failure"] == 1);   // a warning fails nothing
  CHECK(count["skipped"] == 1);   // left open
  CHECK(count["property"] == 3);  // limit, low and high of what was measured
  CHECK(holds(xml, R"(name="llmtco check" tests="4" failures="1" errors="0")"));
  CHECK(holds(xml, R"(<testsuite name="own" tests="1" failures="0" errors="0" skipped="1")"));
}

TEST_CASE("SARIF has a rule for each gate and a result for each that is not kept, with a place") {
  const auto json = nlohmann::json::parse(to_sarif(four_findings()));
  check_sarif(json, "log");
  REQUIRE(json["runs"].size() == 1);
  const auto& rules = json["runs"][0]["tool"]["driver"]["rules"];
  const auto& results = json["runs"][0]["results"];
  CHECK(rules.size() == 3);  // that on the cost is of two options
  REQUIRE(results.size() == 3);
  const char* const levels[] = {"error", "none", "warning"};
  std::set<std::string> prints;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto& result = results[i];
    CHECK(rules.at(result["ruleIndex"].get<std::size_t>())["id"] == result["ruleId"]);
    CHECK_FALSE(result["message"]["text"].get<std::string>().empty());
    CHECK(result["level"] == levels[i]);
    // 3.27.10: a level other than none belongs to what fails alone.
    CHECK((result["kind"] == "fail") == (result["level"] != "none"));
    CHECK(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "chat.yaml");
    prints.insert(result["partialFingerprints"]["llmtcoGate/v1"].get<std::string>());
  }
  CHECK(prints.size() == 3);
  CheckResult kept = four_findings();
  kept.findings = {finding_of("best: unchanged", "", Verdict::pass)};
  check_sarif(nlohmann::json::parse(to_sarif(kept)), "log");
}

TEST_CASE("what the draws leave open comes to what the user chose, in every format") {
  struct Row {
    Inconclusive open;
    const char *github, *junit, *level;
    bool says;
  };
  const Row rows[] = {
      {Inconclusive::pass, "", "<skipped", "", false},
      {Inconclusive::warn, "::warning file=chat.yaml", "<skipped", "none", false},
      {Inconclusive::fail, "::error file=chat.yaml", "<failure type=\"inconclusive\"", "error", true}};
  for (const Row& row : rows) {
    CheckResult result = four_findings();
    result.findings = {finding_of("cost.monthly < $5k", "own", Verdict::inconclusive)};
    result.open = row.open;
    CHECK(to_github(result).starts_with(*row.github == '\0' ? "::notice" : row.github));
    CHECK(holds(to_junit(result), row.junit));
    const auto results = nlohmann::json::parse(to_sarif(result))["runs"][0]["results"];
    CHECK(results.size() == (*row.level == '\0' ? 0 : 1));
    if (!results.empty()) CHECK(results[0]["level"] == row.level);
    CHECK(holds(to_markdown(result), "counts as a failure") == row.says);
  }
}

TEST_CASE("a gate on a cost is shown where the bill moved most, another where it stands") {
  CheckResult result;
  result.findings = {finding_of("cost.monthly: increase < 5%", "own", Verdict::fail),
                     finding_of("accuracy: decrease < 1 point", "own", Verdict::fail)};
  result.findings[1].gate.subject.measure = measures::accuracy.row;
  result.attributions = {{.option = "own", .base_usd = 1000, .candidate_usd = 1100}};
  result.attributions[0].causes = {
      {.path = "options.own.price", .place = {"chat.yaml", 5, 3}, .kind = "price"}};
  const std::string log = to_github(result);
  CHECK(holds(log, "::error file=chat.yaml,line=5,title=fail%3A cost"));
  CHECK(holds(log, "::error file=chat.yaml,line=12,title=fail%3A accuracy"));
}

TEST_CASE("names of an input are harmless in what a browser, a log or a terminal shows") {
  const CheckResult result = four_findings();
  const std::string markdown = to_markdown(result);
  CHECK_FALSE(holds(markdown, "<script>"));
  CHECK_FALSE(holds(markdown, "\n::error"));
  CHECK(
      holds(markdown,
            "<summary>Why a&lt;script&gt;\"b\"&amp;|c%?::error::]]&gt; moved by +$61.00 a month</summary>"));
  // Every row has its cells, and no name adds one.
  std::istringstream lines(markdown);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("|")) continue;
    std::size_t bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\\')
        ++i;
      else if (line[i] == '|')
        ++bars;
    }
    CHECK_MESSAGE((bars == 6 || bars == 5), line);
  }
  std::istringstream commands(to_github(result));
  std::size_t count = 0;
  for (std::string line; std::getline(commands, line); ++count) {
    CHECK_MESSAGE(
        (line.starts_with("::error ") || line.starts_with("::warning ") || line.starts_with("::notice ")),
        line);
    const std::string properties = line.substr(2, line.find("::", 2) - 2);
    CHECK(properties.find_first_of(":\r\n") == properties.npos);
    CHECK(std::regex_replace(line, std::regex("%(25|0A|0D|3A|2C)"), "").find('%') == line.npos);
  }
  CHECK(count == 4);  // two that are broken, one that is open, and the sentence
  for (const std::string& text :
       {to_text(result, {}, true), to_json(result), to_sarif(result), to_junit(result)}) {
    CHECK_FALSE(holds(text, "\n::error"));
    for (const char c : text) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  }
  CHECK(nlohmann::json::parse(to_json(result))["gates"][1]["gate"] == hostile);
}
