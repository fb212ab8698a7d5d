#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <sstream>

#include "results.h"

// How output looks and where it goes: no escapes in pipes, ASCII where the locale is ASCII, files whole or
// not at all.

namespace {

bool ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
}

/// Options named as somebody would who means harm to a spreadsheet, a web page, a table or a terminal.
const std::string hostile = R"yaml(scenario: "<b>Hostile</b> | names"
as_of: 2026-09-23
workload:
  chat: {requests: 1M/month, input_tokens: 700, output_tokens: 300}
options:
  "=1+1": {kind: custom, lines: [{item: "=cmd()", kind: invoiced, cost: $1/month}]}
  "+1": {kind: custom, lines: [{item: "a,b", kind: invoiced, cost: $2/month}]}
  "@SUM(A1)": {kind: custom, lines: [{item: 'say "hi"', kind: invoiced, cost: $3/month}]}
  "-2": {kind: custom, lines: [{item: it, kind: invoiced, cost: $4/month}]}
  "<script>alert(1)</script>": {kind: custom, lines: [{item: it, kind: invoiced, cost: $5/month}]}
  "a|b": {kind: custom, lines: [{item: "[x](y)", kind: invoiced, cost: $6/month}]}
)yaml";

}  // namespace

TEST_CASE("nothing that is not a terminal gets an escape, whatever the environment says" *
          doctest::test_suite("many starts")) {
  const std::string article_file = source_file("scenarios/article.yaml");
  for (const auto& environment : {std::map<std::string, std::string>{},
                                  {{"NO_COLOR", "1"}},
                                  {{"TERM", "dumb"}},
                                  {{"LC_ALL", "C.UTF-8"}}}) {
    for (const std::vector<std::string>& args : {std::vector<std::string>{"run", article_file},
                                                 {"what-if", article_file, "--set", "horizon=2 months"},
                                                 {"catalog", "list"},
                                                 {"run", article_file, "--format", "markdown"},
                                                 {"--help"},
                                                 {"run", "--help"},
                                                 {"run", "none.yaml"},
                                                 {"validate", article_file}}) {
      CAPTURE(args.front());
      const Ran ran = run(Call{.args = args, .environment = environment});
      CHECK_FALSE(has(ran.out, "\x1b"));
      CHECK_FALSE(has(ran.err, "\x1b"));
      CHECK_FALSE(has(ran.err, "\r"));  // nor is there progress
    }
  }
}

TEST_CASE("--color decides over terminal and environment") {
  const std::vector<std::string> args{"run", "starter", "--draws", "1024", "--color"};
  const auto coloured = [&](const char* when, std::map<std::string, std::string> environment) {
    std::vector<std::string> all = args;
    all.emplace_back(when);
    return has(run(Call{.args = all, .environment = std::move(environment)}).out, "\x1b[1m");
  };
  CHECK(coloured("always", {}));
  CHECK(coloured("always", {{"NO_COLOR", "1"}}));
  CHECK_FALSE(coloured("never", {}));
  CHECK_FALSE(coloured("auto", {}));
}

TEST_CASE("a shipped scenario is run by its name, with the files it names, unless a file has the name") {
  const Folder folder;
  for (const std::string& path : shipped_scenarios()) {
    const std::string name = path.substr(path.rfind('/') + 1, path.rfind('.') - path.rfind('/') - 1);
    CAPTURE(name);
    const Ran by_name =
        run(Call{.args = {"run", name, "--draws", "1024", "--wide"}, .directory = folder.path()});
    CHECK(by_name.code == 0);
    const std::string by_path = run({"run", path, "--draws", "1024", "--wide"}).out;
    const auto comparison = [](const std::string& out) { return out.substr(0, out.find("\nCosts:")); };
    CHECK(comparison(by_name.out) == comparison(by_path));  // the bills name the place of every number
  }
  CHECK(run({"validate", "article"}).code == 0);
  CHECK(run({"run", "articel"}).err == "llmtco: error: articel: no such file; did you mean 'article'?\n");
  folder.write("article", "scenario: mine\n");
  const Ran file = run(Call{.args = {"run", "article"}, .directory = folder.path()});
  CHECK(file.code == 2);  // the file, which lacks much
}

TEST_CASE("--json is short for --format json") {
  const std::vector<std::string> what_if{"what-if",          "starter", "--set",
                                         "horizon=2 months", "--draws", "1024"};
  std::vector<std::string> shorter = what_if, longer = what_if;
  shorter.emplace_back("--json");
  longer.insert(longer.end(), {"--format", "json"});
  CHECK(run(shorter).out == run(longer).out);
  shorter.insert(shorter.end(), {"--format", "csv"});
  CHECK(run(shorter).code == 2);
}

TEST_CASE("an ASCII locale gets ASCII tables, a UTF-8 one the fine lines") {
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    CHECK(ascii(run({"run", path, "--draws", "1024"}).out));
  }
  CHECK(ascii(run({"what-if", source_file("scenarios/article.yaml"), "--set", "horizon=2 months"}).out));
  CHECK(ascii(run({"--help"}).out));
  const Ran fine = run(
      Call{.args = {"run", source_file("scenarios/article.yaml")}, .environment = {{"LC_ALL", "C.UTF-8"}}});
  CHECK(has(fine.out, "█"));
}

TEST_CASE("--output writes the same bytes as stdout, and replaces a file whole") {
  const Folder folder;
  const std::string file = folder.write("result.json", std::string(100'000, 'x'));
  const std::vector<std::string> args{"run", source_file("scenarios/starter.yaml"), "--format", "json"};
  std::vector<std::string> to_file = args;
  to_file.insert(to_file.end(), {"--output", file});
  const Ran ran = run(to_file);
  CHECK(ran.code == 0);
  CHECK(ran.out == "");
  CHECK(ran.err == "wrote " + file + "\n");
  CHECK(read_text_file(file) == run(args).out);
  CHECK(folder.files() == std::vector<std::string>{"result.json"});  // nothing temporary is left

  struct stat status {};
  REQUIRE(stat(file.c_str(), &status) == 0);
  const mode_t mask = umask(0);
  umask(mask);
  CHECK((status.st_mode & 0777) == (0666 & ~mask));  // as any program would have made it
}

TEST_CASE("--output writes through a link, and says at once where it cannot write") {
  const Folder folder;
  const std::string file = folder.write("result.json", "of yesterday"), link = folder / "link.json";
  REQUIRE(symlink(file.c_str(), link.c_str()) == 0);
  CHECK(run({"run", source_file("scenarios/starter.yaml"), "--format", "json", "-o", link}).code == 0);
  CHECK(read_text_file(file).find("schema_version") != std::string::npos);
  struct stat status {};
  REQUIRE(lstat(link.c_str(), &status) == 0);
  CHECK(S_ISLNK(status.st_mode));
  // A billion draws would take minutes.
  const Ran lost = run({"run", source_file("scenarios/starter.yaml"), "--draws", "1073741824", "-o",
                        folder / "no/such/folder.json"});
  CHECK(lost.code == 4);
  CHECK(has(lost.err, "No such file or directory"));
}

TEST_CASE("a run that fails leaves the file that was there alone") {
  const Folder folder;
  const std::string file = folder.write("result.json", "of yesterday");
  CHECK(run({"run", source_file("scenarios/starter.yaml"), "--set", "as_of=never", "-o", file}).code == 2);
  CHECK(run({"run", "none.yaml", "-o", file}).code == 4);
  CHECK(read_text_file(file) == "of yesterday");
  CHECK(folder.files() == std::vector<std::string>{"result.json"});
}

TEST_CASE("names that would be formulas in a spreadsheet are texts in CSV") {
  const Ran ran = fed(hostile, {"run", "-", "--format", "csv"});
  REQUIRE(ran.code == 0);
  for (const char* cell :
       {"\n'=1+1,monthly_cost,", "\n'+1,monthly_cost,", "\n'@SUM(A1),monthly_cost,", "\n'-2,monthly_cost,"}) {
    CAPTURE(cell);
    CHECK(has(ran.out, cell));
  }
  CHECK(has(ran.out, ",\"line: a,b\","));
  CHECK(has(ran.out, ",\"line: say \"\"hi\"\"\","));
  for (const char* start : {"\n=", "\n+", "\n@", "\n-"}) CHECK_FALSE(has(ran.out, start));
}

TEST_CASE("names that would be markup are texts in Markdown") {
  const Ran ran = fed(hostile, {"run", "-", "--format", "markdown"});
  REQUIRE(ran.code == 0);
  CHECK_FALSE(has(ran.out, "<script"));
  CHECK_FALSE(has(ran.out, "<b>"));
  CHECK(has(ran.out, "&lt;script&gt;alert\\(1\\)&lt;/script&gt;"));
  CHECK(has(ran.out, "| a\\|b |"));
  CHECK(has(ran.out, "\\[x\\]\\(y\\)"));
}

TEST_CASE("JSON keeps every name as it is") {
  const Json result = Json::parse(fed(hostile, {"run", "-", "--format", "json"}).out);
  for (const char* name : {"=1+1", "+1", "@SUM(A1)", "-2", "<script>alert(1)</script>", "a|b"})
    CHECK(result["options"].contains(name));
  CHECK(result["scenario"] == "<b>Hostile</b> | names");
}

TEST_CASE("every row of a CSV has the columns of its heading") {
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const std::string csv = run({"run", path, "--format", "csv", "--draws", "1024"}).out;
    std::size_t fields = 1, rows = 0;
    bool quoted = false;
    for (const char c : csv) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) ++fields;
      if (c != '\n' || quoted) continue;
      CHECK(fields == 10);
      fields = 1;
      ++rows;
    }
    CHECK(rows > 10);
    CHECK(csv.rfind("option,metric,basis,unit,mean,p5,p50,p95,mean_error,note\n", 0) == 0);
  }
}

TEST_CASE("lists of the catalogue show values, and sources once each below") {
  const auto line_of = [](const std::string& text, const std::string& id) {
    const std::size_t at = text.find("\n" + id + " ") + 1;
    return text.substr(at, text.find('\n', at) - at);
  };
  const std::string prices = run({"catalog", "list", "prices"}).out;
  const std::string gpt = line_of(prices, "openai/gpt-4o");
  for (const char* value : {" 2.5 ", " 10 ", " 1.25 ", " 128000 ", "[1]"}) CHECK(has(gpt, value));
  CHECK(has(prices, "\n  [1] npm @earendil-works/pi-ai 1.6.0 providers/data/openai.json, 2026-11-20\n"));
  CHECK(has(line_of(run({"catalog", "list", "economics"}).out, "electricity-us-virginia"), "13.01 ct/kWh"));
  std::istringstream lines(run({"catalog", "list"}).out);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t word = line.find_first_not_of(' ');  // an address cannot be broken
    CHECK((line.size() <= 80 || line.find(' ', word) == line.npos));
  }
  const Json card = Json::parse(run({"catalog", "search", "h100-80-sxm", "--json"}).out)[0];
  CHECK(card["id"] == "h100-80-sxm");
  CHECK(card["values"]["bandwidth_tb_s"] == 3.35);
  CHECK(card["values"]["power_w"] == 700);
  CHECK(card["values"]["rent_usd_per_hour_low"].get<double>() == doctest::Approx(2.29));
  const std::string csv = run({"catalog", "list", "models", "--format", "csv"}).out;
  CHECK(csv.rfind("section,id,name,as_of,source,location,parameters,", 0) == 0);
}
