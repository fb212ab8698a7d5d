#include <doctest/doctest.h>

#include <fmt/format.h>

#include <filesystem>

#include "bad_inputs.h"
#include "program.h"
#include "results.h"

namespace {

/// A shipped scenario in a folder of its own, under the name that JSON gives it, with the files it names.
struct Stored {
  Folder folder;
  Ran written;

  explicit Stored(const std::string& scenario, std::vector<std::string> sets = {}) {
    folder.write("scenario.yaml", read_text_file(scenario));
    for (const auto& each : std::filesystem::directory_iterator(source_file("scenarios"))) {
      if (each.path().extension() == ".json")
        folder.write(each.path().filename().string(), read_text_file(each.path().string()));
    }
    written = ask(with_sets({"run", "scenario.yaml", "--draws", "1024", "-o", "result.json", "-o",
                             "result.csv", "-o", "result.md", "-o", "result.html"},
                            sets));
  }
  Ran ask(std::vector<std::string> args) const {
    return run(Call{.args = std::move(args), .directory = folder.path()});
  }
};

/// What stands before the commands to copy, which name another file.
std::string without_commands_to_copy(const std::string& screen) {
  return screen.substr(0, screen.find("  bills, assumptions"));
}

}  // namespace

TEST_CASE("every rendering of a stored result is the same bytes as of the run" *
          doctest::test_suite("many starts")) {
  for (const std::string& scenario : shipped_scenarios()) {
    CAPTURE(scenario);
    const Stored stored(scenario);
    REQUIRE(stored.written.code == 0);
    for (const char* file : {"result.json", "result.csv", "result.md", "result.html"}) {
      CAPTURE(std::string(file));
      const std::string again = std::string("again") + std::filesystem::path(file).extension().string();
      REQUIRE(stored.ask({"render", "result.json", "-o", again}).code == 0);
      CHECK(read_text_file(stored.folder / again) == read_text_file(stored.folder / file));
    }
  }
}

TEST_CASE("so are the forms that are asked for alone, and the screens") {
  for (const char* scenario : {"scenarios/starter.yaml", "scenarios/regulated-summarization.yaml"}) {
    CAPTURE(std::string(scenario));
    const Stored stored(source_file(scenario));
    const std::vector<std::string> again{"render", "result.json"},
        once{"run", "scenario.yaml", "--draws", "1024"};
    for (const std::vector<std::string>& form :
         std::vector<std::vector<std::string>>{{"--format", "html"},
                                               {"--format", "markdown"},
                                               {"--wide"},
                                               {"-v"},
                                               {"--timeline", "--plot"},
                                               {"--timeline"}}) {
      CAPTURE(form.back());
      std::vector<std::string> rendered = again, ran = once;
      rendered.insert(rendered.end(), form.begin(), form.end());
      ran.insert(ran.end(), form.begin(), form.end());
      CHECK(stored.ask(rendered).out == stored.ask(ran).out);
    }
    CHECK(without_commands_to_copy(stored.ask(again).out) == without_commands_to_copy(stored.ask(once).out));
  }
}

TEST_CASE("amounts in another currency and months that grow come back as they were") {
  const Stored stored(
      source_file("scenarios/starter.yaml"),
      {"rates={EUR: {usd: $1.05 to $1.15, as_of: 2026-09-23, source: a guess}}", "currency=EUR",
       "workload.chat.growth_per_month=5%", "horizon=12 months", "budget=20k EUR/month"});
  REQUIRE_MESSAGE(stored.written.code == 0, stored.written.err);
  const std::string json = read_text_file(stored.folder / "result.json");
  CHECK(stored.ask({"render", "result.json", "--format", "json"}).out == json);
  CHECK(has(json, "monthly_cost_eur"));
  CHECK(has(stored.ask({"render", "result.json"}).out, "in month 12"));
}

TEST_CASE("several forms of one run are written by their suffixes") {
  const Stored stored(source_file("scenarios/starter.yaml"));
  const Ran ran = stored.ask({"run", "scenario.yaml", "--draws", "1024", "-o", "a.json", "-o", "b.CSV", "-o",
                              "c.md", "-o", "table=d"});
  CHECK(ran.code == 0);
  CHECK(ran.out.empty());
  CHECK(read_text_file(stored.folder / "a.json") == read_text_file(stored.folder / "result.json"));
  CHECK(read_text_file(stored.folder / "b.CSV") == read_text_file(stored.folder / "result.csv"));
  CHECK(read_text_file(stored.folder / "c.md") == read_text_file(stored.folder / "result.md"));
  CHECK(without_commands_to_copy(read_text_file(stored.folder / "d")) ==
        without_commands_to_copy(stored.ask({"render", "result.json"}).out));
}

TEST_CASE("files that no form is known for are refused before anything is done") {
  const std::string known =
      "known are .txt (table), .json (json), .csv (csv), .md (markdown), .html (html), .xlsx (xlsx); or "
      "write FORMAT=FILE\n";
  check(std::vector<Usage>{
      {{"run", "s.yaml", "-o", "a.pdf"},
       2,
       "llmtco: error: --output 'a.pdf': its suffix names no form; " + known},
      {{"run", "s.yaml", "-o", "a"}, 2, "llmtco: error: --output 'a': its suffix names no form; " + known},
      {{"run", "s.yaml", "-o", "csv="}, 2, "llmtco: error: --output 'csv=' names no file\n"},
      {{"run", "s.yaml", "-o", "a.md", "-o", "csv=a.md"},
       2,
       "llmtco: error: --output: two forms for the file 'a.md'\n"},
      {{"run", "s.yaml", "--format", "csv", "-o", "a.md", "-o", "b.md"},
       2,
       "llmtco: error: --format is of one --output; of several, each has the form of its suffix, or of "
       "FORMAT=FILE\n"},
  });
}

TEST_CASE(
    "a stored result has no bills of months and no account of its lines: forms that need them ask for a "
    "run") {
  const std::string workbook =
                        "llmtco: error: xlsx needs the run itself: 'llmtco run SCENARIO --format xlsx'\n",
                    bill =
                        "llmtco: error: focus needs the run itself: 'llmtco run SCENARIO --format focus'\n";
  check(std::vector<Usage>{
      {{"render", "r.json", "--format", "xlsx"}, 2, workbook},
      {{"render", "r.json", "-o", "r.xlsx"}, 2, workbook},
      {{"render", "r.json", "-o", "r.html", "-o", "focus=bill.csv"}, 2, bill},
      {{"render", "r.json", "-o", "r.pdf"},
       2,
       "llmtco: error: --output 'r.pdf': its suffix names no form; known are .txt (table), .json (json), "
       ".csv (csv), .md (markdown), .html (html); or write FORMAT=FILE\n"},
      {{"render", "r.json", "--format", "xml"},
       2,
       "llmtco: error: --format: 'xml' is none of table, json, csv, markdown, html\n"
       "See 'llmtco render --help'.\n"},
  });
}

TEST_CASE("what is no result of run is refused with its place, and nothing is written") {
  const Stored stored(source_file("scenarios/starter.yaml"));
  const std::string json = read_text_file(stored.folder / "result.json");
  const auto changed = [&](const std::string& old, const std::string& by) {
    std::string text = json;
    const std::size_t at = text.find(old);
    REQUIRE(at != text.npos);
    return text.replace(at, old.size(), by);
  };
  struct Row {
    std::string text, says;
  };
  const std::string again = "; write it again with 'llmtco run SCENARIO --format json'\n";
  const Row rows[] = {
      {json.substr(0, json.size() / 2), "bad.json:"},
      {"", "bad.json:1:1: error: there is nothing in this file"},
      {"[1]", "bad.json: error: no result of run" + again},
      {R"({"a": 1})", "bad.json:1:1: error: no result of run: it has no schema_version" + again},
      {changed("\"schema_version\": 2", "\"schema_version\": 3"),
       "bad.json:2:21: error: written by a newer llmtco, '0.1.0'; take that one\n"},
      {changed("\"draws\": 1024", "\"draws\": \"many\""),
       "bad.json:7:12: error: draws is no whole number" + again},
      {changed("\"objective\": \"cost\"", "\"objective\": \"fame\""),
       "error: answer.objective is none of the words known here: cost, cost_with_damage or net_value" +
           again},
      {changed("\"p_best_error\"", "\"p_best_mistake\""), "error: answer has no p_best_error" + again},
  };
  for (const Row& row : rows) {
    CAPTURE(row.says);
    stored.folder.write("bad.json", row.text);
    const Ran ran = stored.ask({"render", "bad.json", "-o", "out.csv"});
    CHECK(ran.code == 2);
    CHECK_MESSAGE(has(ran.err, row.says), ran.err);
    CHECK_FALSE(std::filesystem::exists(stored.folder / "out.csv"));
  }
  CHECK(stored.ask({"render", "none.json"}).code == 4);
  CHECK(has(stored.ask({"render", "result.json", "-o", "json=result.json"}).err, "would replace"));
}
