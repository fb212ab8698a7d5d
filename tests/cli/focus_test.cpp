#include <doctest/doctest.h>

#include <cmath>

#include "report/focus_check.h"
#include "results.h"
#include "text/csv.h"

// The bill as FOCUS rows: every rule of the specification that rows can be held against, and sums to the cent.

namespace {

const std::string contracts = test_file("golden/contracts.yaml");

std::string focus_of(const std::string& scenario, std::vector<std::string> more = {}) {
  std::vector<std::string> args{"run", scenario, "--format", "focus"};
  args.insert(args.end(), more.begin(), more.end());
  const Ran ran = run(args);
  CAPTURE(ran.err);
  CHECK(ran.code == 0);
  return ran.out;
}

std::string problems_of(const std::string& csv, llmtco::FocusVersion version) {
  std::string all;
  for (const std::string& problem : llmtco::focus_problems(csv, version)) all += problem + "\n";
  return all;
}

/// Sum of a column over the rows of an option; of all rows where none is named.
double sum_of(const std::string& csv, const std::string& column, const std::string& option = "") {
  const llmtco::CsvTable table = llmtco::read_csv(csv);
  const std::size_t at = table.column(column).value(), whose = table.column("x_Option").value();
  double sum = 0;
  for (const auto& row : table.rows) {
    if (!row[at].empty() && (option.empty() || row[whose] == option)) sum += std::stod(row[at]);
  }
  return sum;
}

bool same_to_the_cent(double a, double b) { return std::abs(a - b) < 0.005; }

}  // namespace

TEST_CASE("rows of every shipped scenario keep the rules, and sum up to what is paid and what it costs" *
          doctest::test_suite("many starts")) {
  std::vector<std::string> files = shipped_scenarios();
  files.push_back(contracts);
  for (const std::string& file : files) {
    CAPTURE(file);
    const std::string csv = focus_of(file, {"--focus-option", "all", "--draws", "1024"});
    CHECK(problems_of(csv, llmtco::FocusVersion::v1_2) == "");
    const Ran ran = run({"run", file, "--format", "json", "--draws", "1024"});
    const Json result = Json::parse(ran.out);
    const double months = result["horizon_months"].get<double>();
    for (const auto& each : result["options"].items()) {
      const std::string& name = each.key();
      const Json& option = each.value();
      if (!option["feasible"].get<bool>()) continue;
      CAPTURE(name);
      CHECK(same_to_the_cent(sum_of(csv, "BilledCost", name), months * mean(option["monthly_cash_usd"])));
      CHECK(same_to_the_cent(sum_of(csv, "EffectiveCost", name), months * mean(option["monthly_cost_usd"])));
      double expected = 0;
      for (const Json& item : option["line_items"]) {
        if (item["kind"] == "risk" || item["kind"] == "carbon") expected += mean(item["monthly_usd"]);
      }
      CHECK(same_to_the_cent(sum_of(csv, "x_ExpectedCost", name), months * expected));
    }
  }
}

TEST_CASE("the rows of a small scenario are those of the file beside this test") {
  const std::string csv = focus_of(contracts, {"--focus-option", "all", "--draws", "1024"});
  const std::string golden = test_file("golden/contracts.csv");
  CHECK(csv == read_text_file(golden));
  const Folder folder;
  const Ran ran = run({"run", contracts, "--focus-option", "all", "--draws", "1024", "-o",
                       "focus=" + (folder / "bill.csv"), "-o", folder / "result.json"});
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(csv == read_text_file(folder / "bill.csv"));  // beside other forms too
}

TEST_CASE("later versions name who provides and who hosts, and the parts of a model's meter") {
  struct Version {
    std::string text;
    llmtco::FocusVersion version;
  };
  for (const Version& later :
       {Version{"1.3", llmtco::FocusVersion::v1_3}, Version{"1.5", llmtco::FocusVersion::v1_5}}) {
    const auto& text = later.text;
    const std::string csv =
        focus_of(contracts, {"--focus-option", "promise", "--draws", "1024", "--focus-version", text});
    CAPTURE(text);
    CHECK(problems_of(csv, later.version) == "");
    CHECK(has(csv, "ServiceProviderName"));
    CHECK(has(csv, ",PublisherName,") == (text == "1.3"));
    CHECK(has(csv, R"(""ModelId"":""gpt-4o"",""TokenCacheAction"":""Read"",""TokenDirection"":""Input"")") ==
          (text == "1.5"));
  }
}

TEST_CASE("rows of what is invoiced alone leave out people and what nobody is sent a bill of") {
  // Three months of $2,000 for people are all that is paid without an invoice.
  const std::vector<std::string> of{"--focus-option", "promise", "--draws", "1024"};
  std::vector<std::string> invoiced = of;
  invoiced.insert(invoiced.end(), {"--focus-scope", "invoiced"});
  const std::string all = focus_of(contracts, of), less = focus_of(contracts, invoiced);
  CHECK(same_to_the_cent(sum_of(all, "BilledCost") - sum_of(less, "BilledCost"), 6000));
  CHECK(sum_of(less, "x_ExpectedCost") == 0);
  CHECK_FALSE(has(less, "Adjustment"));
}

TEST_CASE("a month of the horizon is charged to a calendar month, from that of the scenario's day on") {
  const std::string csv = focus_of(contracts, {"--focus-option", "own", "--draws", "1024"});
  const llmtco::CsvTable table = llmtco::read_csv(csv);
  const std::size_t start = table.column("ChargePeriodStart").value(),
                    end = table.column("ChargePeriodEnd").value();
  CHECK(table.rows.front()[start] == "2026-11-01T00:00:00Z");
  CHECK(table.rows.front()[end] == "2026-12-01T00:00:00Z");
  CHECK(table.rows.back()[start] == "2027-01-01T00:00:00Z");
}

TEST_CASE("whose bill is written is said, and what has none is refused") {
  const Ran best = run({"run", contracts, "--format", "focus", "--draws", "1024"});
  CHECK(has(best.err, "the answer; --focus-option names another, or all"));
  const Ran none = run({"run", contracts, "--format", "focus", "--focus-option", "promis"});
  CHECK(none.code == 2);
  CHECK(has(none.err, "did you mean 'promise'?"));
  const Ran cannot = run({"run", source_file("scenarios/article.yaml"), "--format", "focus", "--focus-option",
                          "llama-70b-4090"});
  CHECK(cannot.code == 2);
  CHECK(has(cannot.err, "has no bill: it is not feasible"));
  const Ran other = run({"run", contracts, "--focus-version", "1.3"});
  CHECK(other.code == 2);
  CHECK(has(other.err, "--focus-version is of --format focus"));
}

TEST_CASE("names that a spreadsheet would take for formulas are texts, and rows stay whole") {
  const std::string csv =
      run(Call{.args = {"run", "-", "--format", "focus", "--focus-option", "all", "--draws", "1024"},
               .input = R"yaml(scenario: "=cmd|x"
as_of: 2026-09-23
workload:
  chat: {requests: 1M/month, input_tokens: 700, output_tokens: 300}
options:
  "=1+1": {kind: custom, lines: [{item: "@SUM(A1)", kind: invoiced, cost: $1/month}]}
  'a,"b"': {kind: custom, lines: [{item: "-2", kind: invoiced, cost: $2/month}]}
)yaml"})
          .out;
  CHECK(problems_of(csv, llmtco::FocusVersion::v1_2) == "");
  const llmtco::CsvTable table = llmtco::read_csv(csv);
  for (const auto& row : table.rows) {
    for (const std::string& cell : row) {
      if (!cell.empty()) CHECK(std::string("=@+").find(cell[0]) == std::string::npos);
    }
  }
  CHECK(has(csv, "'=1+1"));
  CHECK(has(csv, "'@SUM(A1)"));
  CHECK(sum_of(csv, "BilledCost", R"(a,"b")") == doctest::Approx(24));  // $2 in each of 12 months
}
