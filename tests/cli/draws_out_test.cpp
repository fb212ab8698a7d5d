#include <doctest/doctest.h>

#include <cmath>

#include "results.h"
#include "text/csv.h"

// Draws of figures as CSV: the numbers that the result sums up, and nothing half-written.

namespace {

struct DrawRows {
  llmtco::CsvTable table;
  /// Mean of a column over the rows of an option; not a number where a cell is empty.
  double mean(const std::string& option, const std::string& figure) const {
    const std::size_t at = table.column(figure).value();
    double sum = 0, count = 0;
    for (const auto& row : table.rows) {
      if (row[0] != option) continue;
      sum += row[at].empty() ? NAN : std::stod(row[at]);
      ++count;
    }
    return sum / count;
  }
};

}  // namespace

TEST_CASE("the mean of the draws is the figure, of short runs and of those that are summed up part by part") {
  const Folder folder;
  for (const char* draws : {"1024", "131072"}) {
    CAPTURE(draws);
    const std::string file = folder / "draws.csv", json = folder / "result.json";
    const Ran ran = run({"run", "starter", "--draws", draws, "--draws-out", file, "--draws-of",
                         "monthly_cost_usd,cost.per_request,cost.horizon,budget.met,slo.met", "--format",
                         "json", "-o", json});
    CAPTURE(ran.err);
    REQUIRE(ran.code == 0);
    const Json result = Json::parse(read_text_file(json));
    const DrawRows rows{llmtco::read_csv(read_text_file(file))};
    CHECK(rows.table.rows.size() == 3 * std::stoul(draws));
    for (const char* name : {"gpt-4o", "gpt-4o-mini", "llama-8b-rented"}) {
      CAPTURE(name);
      const Json& option = result["options"][name];
      CHECK(rows.mean(name, "cost.monthly") ==
            doctest::Approx(mean(option["monthly_cost_usd"])).epsilon(1e-10));
      CHECK(rows.mean(name, "cost.horizon") ==
            doctest::Approx(mean(option["horizon_cost_usd"])).epsilon(1e-10));
      CHECK(rows.mean(name, "cost.per_request") ==
            doctest::Approx(mean(option["cost_per_request_usd"])).epsilon(1e-10));
      if (option["p_meets_slo"].is_number())
        CHECK(rows.mean(name, "slo.met") ==
              doctest::Approx(option["p_meets_slo"].get<double>()).epsilon(1e-10));
    }
  }
}

TEST_CASE("a draw is the one that explain tells of") {
  const Folder folder;
  const std::string file = folder / "draws.csv";
  REQUIRE(run({"run", "support-agent", "--draws", "1024", "--draws-out", file}).code == 0);
  const llmtco::CsvTable table = llmtco::read_csv(read_text_file(file));
  const Ran told =
      run({"explain", "support-agent", "sonnet", "--draws", "1024", "--draw", "7", "--format", "json"});
  CHECK(table.rows[7][0] == "sonnet");
  CHECK(std::stod(table.rows[7][2]) == Json::parse(told.out)["value"].get<double>());
}

TEST_CASE(
    "figures that have no draws and files that cannot be written are refused before anything is computed") {
  const Folder folder;
  const std::string file = folder / "draws.csv";
  const Ran unknown = run({"run", "starter", "--draws-out", file, "--draws-of", "cost.montly"});
  CHECK(unknown.code == 2);
  CHECK(has(unknown.err, "did you mean 'cost.monthly'?"));
  const Ran tail = run({"run", "starter", "--draws-out", file, "--draws-of", "damage.p99"});
  CHECK(tail.code == 2);
  CHECK(has(tail.err, "damage.p99 is one number of all draws together"));
  CHECK(run({"run", "starter", "--draws-of", "accuracy"}).code == 2);
  CHECK(run({"run", "starter", "--draws-out", folder / "none/draws.csv"}).code == 4);
  CHECK(run({"run", "starter", "--draws-out", file, "-o", file}).code == 2);
  CHECK(folder.files().empty());
}
