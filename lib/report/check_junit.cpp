#include <fmt/format.h>

#include <algorithm>

#include "report/check.h"
#include "report/check_words.h"
#include "report/escape.h"
#include "text/money.h"
#include "text/plain.h"

namespace llmtco {
namespace {

/// A text within an attribute or an element; what XML cannot hold as '?'.
std::string for_xml(std::string_view text) {
  std::string safe;
  for (const char c : for_html(text)) safe += c == '"' ? "&quot;" : std::string(1, c);
  return without_commands(safe);
}

/// Numbers of a gate among those of its suite: a test case has none in the schema.
std::string properties(const Finding& finding) {
  const std::pair<const char*, std::optional<double>> rows[] = {
      {"base", finding.base},
      {"candidate", finding.candidate},
      {"low", finding.measured ? std::optional(finding.measured->low) : std::nullopt},
      {"high", finding.measured ? std::optional(finding.measured->high) : std::nullopt},
      {"limit", finding.limit}};
  std::string text;
  for (const auto& row : rows) {
    if (row.second)
      text += fmt::format("      <property name=\"{}: {}\" value=\"{}\"/>\n", for_xml(finding.gate.text),
                          row.first, *row.second);
  }
  return text;
}

std::string test_case(const Finding& finding, const CheckResult& result, const std::string& suite) {
  const std::string words = for_xml(finding_words(finding, {})), verdict = verdict_word(finding);
  const std::string begin = fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"0\">\n      ",
                                        suite, for_xml(finding.gate.text));
  const std::string end = "\n    </testcase>\n";
  if (outcome_of(finding, result) == Outcome::fail)
    return begin +
           fmt::format("<failure type=\"{}\" message=\"{}\">{}</failure>",
                       verdict == "fail" ? "gate" : verdict, words, words) +
           end;
  if (finding.verdict == Verdict::inconclusive)
    return begin + fmt::format("<skipped message=\"inconclusive: {}\"/>", words) + end;
  return begin + fmt::format("<system-out>{}: {}</system-out>", verdict, words) + end;
}

/// Test cases of one option.
struct Suite {
  std::string name, properties, cases;
  std::size_t tests = 0, failures = 0, skipped = 0;
};

Suite suite_of(const std::string& option, const CheckResult& result) {
  Suite suite{.name = for_xml(option.empty() ? "the best option" : option), .properties = {}, .cases = {}};
  for (const Finding& finding : result.findings) {
    if (finding.option != option) continue;
    const bool fails = outcome_of(finding, result) == Outcome::fail;
    suite.properties += properties(finding);
    suite.cases += test_case(finding, result, suite.name);
    suite.tests += 1;
    suite.failures += fails ? 1 : 0;
    suite.skipped += !fails && finding.verdict == Verdict::inconclusive ? 1 : 0;
  }
  return suite;
}

}  // namespace

std::string to_junit(const CheckResult& result) {
  const MoneyIn money_in(result.candidate.currency);
  std::vector<std::string> options;
  for (const Finding& finding : result.findings) {
    if (std::find(options.begin(), options.end(), finding.option) == options.end())
      options.push_back(finding.option);
  }
  std::string suites;
  std::size_t failures = 0;
  for (const std::string& option : options) {
    const Suite suite = suite_of(option, result);
    failures += suite.failures;
    suites += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\">\n{}{} "
        " "
        "</testsuite>\n",
        suite.name, suite.tests, suite.failures, suite.skipped,
        suite.properties.empty() ? "" : "    <properties>\n" + suite.properties + "    </properties>\n",
        suite.cases);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"llmtco check\" tests=\"{}\" "
      "failures=\"{}\" errors=\"0\" time=\"0\">\n{}</testsuites>\n",
      result.findings.size(), failures, suites);
}

}  // namespace llmtco
