#include <fmt/format.h>

#include <algorithm>

#include "report/check.h"
#include "report/check_words.h"
#include "text/characters.h"
#include "text/plain.h"

namespace llmtco {
namespace {

/// A text within an attribute or an element; what XML cannot hold as '?'.
std::string for_xml(std::string_view text) {
  std::string safe;
  for (const char c : displayable(text)) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  }
  return without_commands(safe);
}

std::string property(const char* name, const std::optional<double>& value) {
  return value ? fmt::format("        <property name=\"{}\" value=\"{}\"/>\n", name, *value) : "";
}

std::string test_case(const Finding& finding, const std::string& suite) {
  const std::string words = for_xml(finding_words(finding, {}));
  std::string text = fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"0\">\n", suite,
                                 for_xml(finding.gate.text));
  const std::string properties =
      property("base", finding.base) + property("candidate", finding.candidate) +
      property("low", finding.measured ? std::optional(finding.measured->low) : std::nullopt) +
      property("high", finding.measured ? std::optional(finding.measured->high) : std::nullopt) +
      property("limit", finding.limit);
  if (!properties.empty()) text += "      <properties>\n" + properties + "      </properties>\n";
  const std::string verdict = verdict_word(finding);
  if (verdict == "fail")
    text += fmt::format("      <failure type=\"gate\" message=\"{}\">{}</failure>\n", words, words);
  if (verdict == "inconclusive")
    text += fmt::format("      <skipped message=\"inconclusive: {}\"/>\n", words);
  if (verdict == "warn" || verdict == "pass")
    text += fmt::format("      <system-out>{}: {}</system-out>\n", verdict, words);
  return text + "    </testcase>\n";
}

}  // namespace

std::string to_junit(const CheckResult& result) {
  std::vector<std::string> options;
  for (const Finding& finding : result.findings) {
    if (std::find(options.begin(), options.end(), finding.option) == options.end())
      options.push_back(finding.option);
  }
  const auto count = [&](const char* verdict, const std::string* option) {
    return std::count_if(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
      return verdict_word(finding) == verdict && (option == nullptr || finding.option == *option);
    });
  };
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"llmtco check\" tests=\"{}\" "
      "failures=\"{}\" errors=\"0\" "
      "time=\"0\">\n",
      result.findings.size(), count("fail", nullptr));
  for (const std::string& option : options) {
    const std::string suite = for_xml(option.empty() ? "the best option" : option);
    std::string cases;
    std::size_t tests = 0;
    for (const Finding& finding : result.findings) {
      if (finding.option != option) continue;
      cases += test_case(finding, suite);
      ++tests;
    }
    text += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\">\n{}  "
        "</testsuite>\n",
        suite, tests, count("fail", &option), count("inconclusive", &option), cases);
  }
  return text + "</testsuites>\n";
}

}  // namespace llmtco
