#include <doctest/doctest.h>

#include <cstdlib>

#include "results.h"
#include "text/csv.h"

// Names of scenarios, options, classes and lines that mean harm: text like any other, in every form.

namespace {

const std::string script = "<script>alert(1)</script>", image = "<img src=x onerror=alert(1)>";

/// Names that a scenario may have, each written in double quotes of YAML.
const std::vector<std::string> harmful = {
    script,
    image,
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "+1-1",
    R"(\"quoted\", 'too')",
    "a | b `c` [d](javascript:alert(1)) *e*",
    "]]> &amp; <!-- --> {{7*7}} ${HOME} %0A::error::x",
    "::error file=x::y",
    "##[error]x",
    R"(\u202eevil\u2066)",
    R"(\U0001F389 party \u00e9)",
    "../../etc/passwd",
    std::string(100, 'x'),
};

/// Those that none may have.
const std::vector<std::string> refused = {R"(a\nb)",     R"(a\x1b[31mb)", R"(a\0b)",
                                          R"(a\x9b31m)", R"(a\rb)",       R"(a\tb)"};

std::string scenario_called(const std::string& name) {
  const std::string quoted = "\"" + name + "\"";
  return "scenario: " + quoted + "\ndescription: " + quoted +
         "\nas_of: 2026-10-01\nhorizon: 2 months\nworkload:\n  " + quoted +
         ": {requests: 1M/month, input_tokens: 100, output_tokens: 100, cost_if_wrong: $0.01}\noptions:\n  " +
         quoted + ": {kind: api, endpoint: openai/gpt-4o, accuracy: 90%, description: " + quoted +
         ", other_costs: [{kind: invoiced, item: " + quoted +
         ", cost: $5/month}]}\n  plain: {kind: api, endpoint: "
         "openai/gpt-4o-mini, accuracy: 80%}\n";
}

bool is_number(const std::string& cell) {
  char* end = nullptr;
  std::strtod(cell.c_str(), &end);
  return end != cell.c_str() && *end == '\0';
}

/// What no form may hold.
void check_any(const std::string& text) {
  for (const char* bad : {"\x1b",
                          "\x9b"
                          "31m",
                          "\xe2\x80\xae", "\xe2\x81\xa6", "\r"}) {
    CAPTURE(std::string(bad));
    if (!(bad[0] == '\r')) CHECK_FALSE(has("\n" + text, bad));
  }
}

void check_markup(const std::string& text) {
  CHECK_FALSE(has(text, "<script>alert"));
  CHECK_FALSE(has(text, "<img src=x"));
}

void check_cells(const std::string& csv) {
  const llmtco::CsvTable table = llmtco::read_csv(csv);
  for (const auto& row : table.rows) {
    CHECK(row.size() == table.rows.front().size());
    for (const std::string& cell : row) {
      if (!cell.empty() && !is_number(cell)) CHECK(std::string("=@+-\t").find(cell[0]) == std::string::npos);
    }
  }
}

std::size_t unescaped_bars(const std::string& line) {
  std::size_t bars = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '|') {
      ++bars;
    }
  }
  return bars;
}

/// Tables have as many cells in every row as in the head.
void check_tables(const std::string& markdown) {
  std::size_t expected = 0;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    const std::string line = markdown.substr(at, end - at);
    at = end + 1;
    if (!line.starts_with("|")) {
      expected = 0;
      continue;
    }
    if (expected == 0) expected = unescaped_bars(line);
    CAPTURE(line);
    CHECK(unescaped_bars(line) == expected);
  }
}

std::string part_of(const std::string& file, const std::string& part) {
  const std::string out = file + ".part";
  if (std::system(("unzip -p '" + file + "' '" + part + "' > '" + out + "' 2>/dev/null").c_str()) != 0)
    return "";
  return read_text_file(out);
}

void check_book(const std::string& file) {
  for (const char* part : {"xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml",
                           "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/charts/chart1.xml"}) {
    const std::string text = part_of(file, part);
    CAPTURE(std::string(part));
    check_any(text);
    check_markup(text);
    for (const char* formula : {"<f>cmd", "<f>=", "<f>SUM(", "<f>+", "<f>@"}) CHECK_FALSE(has(text, formula));
  }
}

}  // namespace

TEST_CASE("a name that means harm is text in every form of a run") {
  const Folder folder;
  // Commands of a log are kept from stdout, which logs show: safety_test.cpp.
  for (const std::string& name : harmful) {
    CAPTURE(name);
    folder.write("s.yaml", scenario_called(name));
    std::vector<std::string> args{"run", "s.yaml", "--draws", "1024", "--focus-option", "all"};
    for (const char* form :
         {"table=a.txt", "json=a.json", "csv=a.csv", "markdown=a.md", "html=a.html", "focus=f.csv"})
      args.insert(args.end(), {"-o", form});
    const Ran ran = run(Call{.args = args, .directory = folder.path()});
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    check_any(ran.err);
    for (const char* file : {"a.txt", "a.json", "a.csv", "a.md", "a.html", "f.csv"}) {
      CAPTURE(std::string(file));
      check_any(read_text_file(folder / file));
    }
    check_markup(read_text_file(folder / "a.html"));
    check_markup(read_text_file(folder / "a.md"));
    check_tables(read_text_file(folder / "a.md"));
    check_cells(read_text_file(folder / "a.csv"));
    check_cells(read_text_file(folder / "f.csv"));
    CHECK(Json::parse(read_text_file(folder / "a.json"))["options"].size() == 2);
    const Ran again =
        run(Call{.args = {"render", "a.json", "-o", "b.html", "-o", "b.csv"}, .directory = folder.path()});
    CHECK_MESSAGE(again.code == 0, again.err);
    CHECK(read_text_file(folder / "b.html") == read_text_file(folder / "a.html"));
    const Ran book =
        run(Call{.args = {"run", "s.yaml", "--draws", "1024", "-o", "a.xlsx"}, .directory = folder.path()});
    if (book.code == 0)
      check_book(folder / "a.xlsx");
    else
      CHECK(has(book.err, "libxlsxwriter"));
  }
}

TEST_CASE("a name that means harm is text in every form of a gate") {
  const Folder folder;
  for (const std::string& name : harmful) {
    CAPTURE(name);
    folder.write("s.yaml", scenario_called(name));
    folder.write("before.yaml", scenario_called(name));
    std::vector<std::string> args{
        "check",       "s.yaml", "--base-scenario", "before.yaml",      "--draws", "1024",
        "--max-draws", "1024",   "--gate",          "cost.monthly < $1"};
    for (const char* form : {"table", "json", "markdown", "junit", "sarif", "github"})
      args.insert(args.end(), {"-o", std::string(form) + "=" + form});
    const Ran ran = run(Call{.args = args, .directory = folder.path()});
    REQUIRE_MESSAGE(ran.code == 1, ran.err);
    for (const char* file : {"table", "json", "markdown", "junit", "sarif", "github"}) {
      CAPTURE(std::string(file));
      check_any(read_text_file(folder / file));
    }
    check_markup(read_text_file(folder / "junit"));
    check_markup(read_text_file(folder / "markdown"));
    check_tables(read_text_file(folder / "markdown"));
    CHECK(Json::parse(read_text_file(folder / "sarif"))["runs"].size() == 1);
    CHECK(Json::parse(read_text_file(folder / "json"))["gates"].size() == 2);
    const std::string github = read_text_file(folder / "github");
    for (std::size_t at = 0; at < github.size(); at = github.find('\n', at) + 1) {
      CAPTURE(github.substr(at, 60));
      const bool ours =
          github.compare(at, 18, "::error file=s.yam") == 0 || github.compare(at, 9, "::notice ") == 0;
      CHECK(ours);
    }
  }
}

TEST_CASE("a name with characters that act is refused, and they are not shown") {
  for (const std::string& name : refused) {
    CAPTURE(name);
    for (const char* command : {"run", "validate"}) {
      const Ran ran = fed(scenario_called(name), {command, "-"});
      CHECK(ran.code == 2);
      check_any(ran.err);
      CHECK_FALSE(has(ran.err, "\r"));
    }
  }
}
