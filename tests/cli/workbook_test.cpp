#include <doctest/doctest.h>

#include <cstdlib>

#include "results.h"

// Workbooks: tools/check-workbook has LibreOffice recompute them. Here: what is there without it.

namespace {

/// Whether this build makes workbooks, on this machine.
bool makes_workbooks() {
  static const bool makes =
      !has(run({"run", "starter", "--draws", "1024", "--format", "xlsx", "-o", "/dev/null"}).err,
           "libxlsxwriter-dev");
  return makes;
}

std::string workbook_of(const Folder& folder, const std::string& scenario, const std::string& name) {
  const Ran ran = run({"run", scenario, "--draws", "1024", "--format", "xlsx", "-o", folder / name});
  CAPTURE(ran.err);
  REQUIRE(ran.code == 0);
  return read_text_file(folder / name);
}

/// Text of a part of the workbook; empty where `unzip` is not there.
std::string part_of(const std::string& file, const std::string& part) {
  const std::string out = file + ".part";
  if (std::system(("unzip -p '" + file + "' '" + part + "' > '" + out + "' 2>/dev/null").c_str()) != 0)
    return "";
  return read_text_file(out);
}

}  // namespace

TEST_CASE("a workbook of one result is the same bytes whenever and with however many threads it is made") {
  if (!makes_workbooks()) return;
  const Folder folder;
  const std::string first = workbook_of(folder, "starter", "a.xlsx");
  CHECK(first.starts_with("PK"));
  CHECK(first == workbook_of(folder, "starter", "b.xlsx"));
  const Ran one = run(
      {"run", "starter", "--draws", "1024", "--threads", "1", "--format", "xlsx", "-o", folder / "c.xlsx"});
  CHECK(one.code == 0);
  CHECK(first == read_text_file(folder / "c.xlsx"));
  CHECK(run({"run", "starter", "--draws", "1024", "--format", "xlsx"}).out == first);
  CHECK(run({"run", "starter", "--draws", "1024", "-o", folder / "d.xlsx", "-o", folder / "d.csv"}).code ==
        0);
  CHECK(first == read_text_file(folder / "d.xlsx"));
}

TEST_CASE("lines are formulas over named cells, and their prices stand in the sheet of inputs once") {
  if (!makes_workbooks()) return;
  const Folder folder;
  workbook_of(folder, test_file("golden/contracts.yaml"), "book.xlsx");
  const std::string names = part_of(folder / "book.xlsx", "xl/workbook.xml");
  if (names.empty()) return;
  CHECK(has(names, R"(<definedName name="in_options_own_electricity">'Inputs'!$B$)"));
  CHECK(has(names, R"(<definedName name="in_openai_gpt_4o_output">'Inputs'!$B$)"));
  const std::string sheet = part_of(folder / "book.xlsx", "xl/worksheets/sheet3.xml");
  CHECK(has(sheet, "in_openai_gpt_4o_output"));
  CHECK(has(sheet, "MAX("));  // committed and not spent
}

TEST_CASE("names that would be formulas are texts, and sheets of like names are told apart") {
  if (!makes_workbooks()) return;
  const Folder folder;
  const std::string scenario = folder.write("hostile.yaml", R"yaml(scenario: "=HYPERLINK(1)"
as_of: 2026-09-23
workload:
  chat: {requests: 1M/month, input_tokens: 700, output_tokens: 300}
options:
  "=1+1": {kind: custom, lines: [{item: "=cmd()", kind: invoiced, cost: $1/month}]}
  "@a/b:c": {kind: custom, lines: [{item: "<b>&", kind: invoiced, cost: $2/month}]}
  "'answer'": {kind: custom, lines: [{item: it, kind: invoiced, cost: $3/month}]}
  "ANSWER": {kind: custom, lines: [{item: it, kind: invoiced, cost: $4/month}]}
  "a name that is longer than a sheet may be called 1": {kind: custom, lines: [{item: it, kind: invoiced, cost: $5/month}]}
  "a name that is longer than a sheet may be called 2": {kind: custom, lines: [{item: it, kind: invoiced, cost: $6/month}]}
)yaml");
  workbook_of(folder, scenario, "book.xlsx");
  const std::string book = part_of(folder / "book.xlsx", "xl/workbook.xml");
  if (book.empty()) return;
  for (const char* name : {"=1+1", "@a b c", "ANSWER 2", "a name that is longer than a sh"}) {
    CAPTURE(name);
    CHECK(has(book, std::string("<sheet name=\"") + name + "\""));
  }
  const std::string answer = part_of(folder / "book.xlsx", "xl/worksheets/sheet1.xml");
  CHECK_FALSE(has(answer, "HYPERLINK"));  // texts stand in a part of their own
  CHECK_FALSE(has(answer, "<f>1+1"));
  CHECK(has(part_of(folder / "book.xlsx", "xl/sharedStrings.xml"), "=HYPERLINK(1)"));
}

TEST_CASE("a build that makes no workbooks says which package it lacks") {
  if (makes_workbooks()) return;
  const Ran ran = run({"run", "starter", "--format", "xlsx", "-o", "none.xlsx"});
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "libxlsxwriter-dev"));
}
