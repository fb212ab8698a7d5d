#include <doctest/doctest.h>

#include <regex>

#include "program.h"
#include "results.h"
#include "static_page.h"

namespace {

const std::string small = test_file("golden/bank.yaml");

std::string page_of(const std::string& scenario, std::vector<std::string> sets = {}) {
  const Ran ran = run(with_sets({"run", scenario, "--draws", "1024", "--format", "html"}, sets));
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  return ran.out;
}

std::size_t times_in_page(const std::string& page, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = page.find(part); at != page.npos; at = page.find(part, at + 1)) ++count;
  return count;
}

/// Every name a page of a hostile scenario might show.
const char* const hostile_page = R"yaml(scenario: "</title><script>alert(1)</script>"
description: "\"><img src=x onerror=alert(2)>"
as_of: 2026-09-23
budget: $100/month
workload:
  "<i>chat</i>": {requests: 1M/month, input_tokens: 700, output_tokens: 300}
options:
  "<script>alert(3)</script>":
    kind: custom
    description: "</p><svg onload=alert(4)>"
    lines: [{item: "<b>it</b>", kind: invoiced, cost: $5 to $9/month}]
  "'\" onclick='alert(5)": {kind: custom, lines: [{item: "&amp;", kind: invoiced, cost: $6/month}]}
  "]]>--><style>*{display:none}</style>": {kind: custom, lines: [{item: x, kind: staff, cost: $7/month}]}
)yaml";

}  // namespace

TEST_CASE("the page of a small scenario is the one that was looked at") {
  const std::string page = page_of(small);
  // The program's version is not part of it.
  CHECK(without_scripts(page) == read_text_file(test_file("golden/bank.html")));
}

TEST_CASE("a page asks for nothing from anywhere and runs nothing but its own script") {
  const std::size_t scripts = pages_are_live() ? 1 : 0;
  for (const std::string& scenario : shipped_scenarios()) {
    CAPTURE(scenario);
    const std::string page = page_of(scenario);
    CHECK(has(page, "default-src 'none'; style-src 'sha256-"));
    CHECK(times_in_page(page, "<script>") == scripts);
    CHECK(times_in_page(page, "; script-src 'sha256-") == scripts);
    const std::string plain = without_scripts(page);
    CHECK(times_in_page(plain, "<script") == 0);
    CHECK(times_in_page(plain, " style=") == 0);  // the policy would refuse it
    CHECK_FALSE(std::regex_search(plain, std::regex("(src|href)=\"[^#]")));
    CHECK(page.size() < 1'000'000);
  }
}

TEST_CASE("every picture has a title, a description, a caption and its numbers") {
  const std::string page = page_of(small);
  const std::size_t pictures = times_in_page(page, "<svg");
  CHECK(pictures >= 4);
  for (const char* part :
       {"role=\"img\" aria-labelledby", "<desc id=", "<figcaption>", "The numbers of this picture"})
    CHECK(times_in_page(page, part) == pictures);
  CHECK(has(page, "<html lang=\"en\">"));
  CHECK(times_in_page(page, "<h1>") == 1);
}

TEST_CASE("names that would be markup are texts in a page") {
  const Ran ran = fed(hostile_page, {"run", "-", "--draws", "1024", "--format", "html"});
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  for (const char* bad : {"</script><", "<!--<script>", "<b>it", "<i>chat"}) {
    CAPTURE(bad);
    CHECK(times_in_page(ran.out, bad) == 0);  // in the numbers for scripts as well
  }
  const std::string page = without_scripts(ran.out);
  for (const char* bad : {"<script", "<img", "<i>", "<b>", "<svg onload", "</p><svg", "*{display"}) {
    CAPTURE(bad);
    const bool there = has(page.substr(page.find("</style>") + 8), bad);
    CHECK_FALSE((there && std::string(bad) != "*{display"));
  }
  CHECK(times_in_page(page, "</title>") ==
        1 + times_in_page(page, "<title id=") + times_in_page(page, "><title>"));
  CHECK(times_in_page(page, "<style>") == 1);
  CHECK(has(page, "&lt;script&gt;alert(3)&lt;/script&gt;"));
}

TEST_CASE("a page of a result says how it can be made again") {
  const std::string page = page_of(small, {"budget=$70k/month"});
  CHECK(has(page, "llmtco run scenario.yaml --seed 1 --draws 1024 --set 'budget=$70k/month' -o report.html"));
  CHECK(has(page, "SHA-256 of the catalogue"));
  CHECK(has(page, "SHA-256 of the scenario"));
}
