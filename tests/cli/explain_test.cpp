#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "bad_inputs.h"
#include "results.h"

// `explain`: the number that `run` prints, down to the lines of the scenario and the sources of the catalogue.

namespace {

/// From the folder of the sources, so that places read scenarios/article.yaml:20:15.
Ran explained(std::vector<std::string> args) {
  args.insert(args.begin(), "explain");
  return run(Call{.args = std::move(args), .directory = source_file("")});
}

Json explained_json(std::vector<std::string> args) {
  args.insert(args.end(), {"--format", "json"});
  const Ran ran = explained(std::move(args));
  CHECK(ran.err == "");
  REQUIRE(ran.code == 0);
  return Json::parse(ran.out);
}

/// The value of a node worked out from its children, all the way down.
double worked_out(const Json& node) {
  const std::string operation = node.at("operation");
  std::vector<double> values;
  for (const Json& child : node.at("children")) values.push_back(worked_out(child));
  const auto folded = [&](auto combine) {
    double value = values.at(0);
    for (std::size_t i = 1; i < values.size(); ++i) value = combine(value, values[i]);
    return value;
  };
  if (operation == "+" || operation == "sum") return folded([](double a, double b) { return a + b; });
  if (operation == "-") return folded([](double a, double b) { return a - b; });
  if (operation == "*" || operation == "product") return folded([](double a, double b) { return a * b; });
  if (operation == "/") return folded([](double a, double b) { return a / b; });
  if (operation == "min") return folded([](double a, double b) { return std::min(a, b); });
  if (operation == "max") return folded([](double a, double b) { return std::max(a, b); });
  return node.at("value");
}

void check_leaves(const Json& node) {
  if (node.at("children").empty()) {
    CAPTURE(node.at("name"));
    CHECK(node.contains("origin"));
  }
  for (const Json& child : node.at("children")) check_leaves(child);
}

/// Whether a node below comes from this place.
bool comes_from(const Json& node, const std::string& place) {
  if (node.contains("origin") && node["origin"]["place"] == place) return true;
  return std::any_of(node.at("children").begin(), node.at("children").end(),
                     [&](const Json& child) { return comes_from(child, place); });
}

}  // namespace

TEST_CASE("the article's bill for GPT-4o is explained from dollars to the lines of the file, for people") {
  const Ran ran = explained({"scenarios/article.yaml", "gpt-4o.cost.monthly/output tokens"});
  CHECK(ran.code == 0);
  CHECK(ran.err == "");
  CHECK(ran.out == R"(gpt-4o, cost.monthly/output tokens: a line of the bill of the average month
mean of 16,384 draws, seed 1

output tokens = $33,333.33   = quantity x unit price
  quantity = 3,333.33 Mtok   = queries: tasks a month x output_tokens / 1,000,000
    queries: tasks a month = 10,000,000 requests   = requests x 2,628,000
      requests = 3.80518 requests/s   [scenarios/article.yaml:20:15, 10M/month]
    output_tokens = 333.333   = query_tokens / 3   [scenarios/article.yaml:22:20, = query_tokens / 3]
      query_tokens = 1,000   [scenarios/article.yaml:13:17, 1000]
  unit price = $10/Mtok   = output x tier x (1 - discount) x 1,000,000
    output = $0.00001/token   [data/prices.yaml:44:7, npm @earendil-works/pi-ai 1.6.0 providers/data/openai.json, 2026-11-20]
    tier = 1   [assumed: the standard tier]
    discount = 0   [assumed: list prices are paid]
)");
}

TEST_CASE("the tree in JSON gives the value in every draw, and every leaf says where it comes from" *
          doctest::test_suite("many starts")) {
  const std::string file = "scenarios/article.yaml";
  for (const char* draw : {"0", "7", "16383"}) {
    CAPTURE(draw);
    for (const char* target : {"gpt-4o", "llama-70b-a100", "llama-70b-a100.latency.ttft.p95",
                               "gpt-4o.cost.per_mtok", "mistral-7b-electricity"}) {
      CAPTURE(target);
      const Json tree = explained_json({file, target, "--draw", draw});
      CHECK(worked_out(tree["tree"]) == tree["value"].get<double>());
      CHECK(tree["tree"]["value"] == tree["value"]);
      check_leaves(tree["tree"]);
    }
  }
  const Json bill = explained_json({file, "gpt-4o"});
  CHECK(bill["figure"] == "cost.monthly");
  CHECK(bill["value"].get<double>() == doctest::Approx(monthly_cost(article(), "gpt-4o")).epsilon(1e-12));
  CHECK(comes_from(bill["tree"], "scenario.yaml:20:15"));  // 10M/month
}

TEST_CASE("a fleet is explained down to its counts and the speed model's door, which --deep opens") {
  const std::vector<std::string> args{"scenarios/support-agent.yaml", "llama-70b-h100", "--draw", "3"};
  const Json closed = explained_json(args);
  CHECK(worked_out(closed["tree"]) == closed["value"].get<double>());
  check_leaves(closed["tree"]);
  CHECK(comes_from(closed["tree"], "scenario.yaml:61:23"));  // gpus_per_replica
  std::vector<std::string> deep = args;
  deep.push_back("--deep");
  const Json open = explained_json(deep);
  CHECK(open["value"] == closed["value"]);
  CHECK(worked_out(open["tree"]) == open["value"].get<double>());
  CHECK(open.dump().size() > 2 * closed.dump().size());
}

TEST_CASE("a percentile shows its draw, and the inputs that make it dear first") {
  const Json dear =
      explained_json({"scenarios/support-agent.yaml", "sonnet", "--percentile", "95", "--draws", "4096"});
  CHECK(dear["of"] == "draw");
  CHECK(dear["percentile"] == 95);
  const Json result = run_json(source_file("scenarios/support-agent.yaml"));
  CHECK(dear["value"].get<double>() ==
        doctest::Approx(result["options"]["sonnet"]["monthly_cost_usd"]["p95"].get<double>()).epsilon(2e-3));
  REQUIRE(dear["differs"].size() >= 2);
  for (std::size_t i = 1; i < dear["differs"].size(); ++i)
    CHECK(std::abs(dear["differs"][i - 1]["moved_sd"].get<double>()) >=
          std::abs(dear["differs"][i]["moved_sd"].get<double>()));
  CHECK(dear["differs"][0]["moved_sd"].get<double>() > 0.5);
  CHECK(dear["differs"][0]["value"].get<double>() > dear["differs"][0]["mean"].get<double>());
}

TEST_CASE("a number given with --set is explained by it") {
  const Json bill =
      explained_json({"scenarios/article.yaml", "gpt-4o", "--set", "workload.queries.requests=20M/month"});
  CHECK(bill["value"].get<double>() == doctest::Approx(100000));
  CHECK(comes_from(bill["tree"], "--set workload.queries.requests=20M/month"));
}

TEST_CASE("an option that cannot serve ends with 3 and its reason") {
  const Ran ran = explained({"scenarios/article.yaml", "llama-70b-4090"});
  CHECK(ran.code == 3);
  CHECK(ran.out == "");
  CHECK(has(ran.err, "llmtco: 'llama-70b-4090' is not feasible: weights need 141 GB"));
}

TEST_CASE("the longest option name that matches is meant, dots and all") {
  const Folder folder;
  folder.write("s.yaml", R"(scenario: A test
as_of: 2026-09-23
workload:
  chat: {requests: 1M/month, input_tokens: 700, output_tokens: 300}
options:
  a: {kind: custom, lines: [{item: it, kind: invoiced, cost: $1/month}]}
  a.cost: {kind: custom, lines: [{item: it, kind: invoiced, cost: $2/month}]}
  a.cost.monthly: {kind: custom, lines: [{item: it, kind: invoiced, cost: $3/month}]}
)");
  const auto value = [&](const std::string& target) {
    const Ran ran =
        run(Call{.args = {"explain", "s.yaml", target, "--format", "json"}, .directory = folder.path()});
    REQUIRE(ran.code == 0);
    return Json::parse(ran.out)["value"].get<double>();
  };
  CHECK(value("a") == doctest::Approx(1));
  CHECK(value("a.cost") == doctest::Approx(2));
  CHECK(value("a.cost.monthly") == doctest::Approx(3));
  CHECK(value("a.cost.monthly.cost.monthly/it") == doctest::Approx(3));
}

TEST_CASE("unknown options, figures, lines and draws are named, with what was probably meant") {
  const std::string file = source_file("scenarios/article.yaml");
  check(std::vector<Usage>{
      {{"explain", file}, 2, R"(llmtco: error: OPTION[.MEASURE] is required
See 'llmtco explain --help'.
)"},
      {{"explain", file, "gpt-4"},
       2,
       R"(llmtco: error: the scenario has no option 'gpt-4'; did you mean 'gpt-4o'?
)"},
      {{"explain", file, "gpt-4p.cost.monthly"},
       2,
       R"(llmtco: error: the scenario has no option 'gpt-4p.cost.monthly'; did you mean 'gpt-4o'?
)"},
      {{"explain", file, "gpt-4o.cost.montly"},
       2,
       R"(llmtco: error: there is no figure 'cost.montly'; did you mean 'cost.monthly'?
)"},
      {{"explain", file, "gpt-4o.cost.monthly/output token"},
       2,
       R"(llmtco: error: the bill of 'gpt-4o' has no line 'output token'; did you mean 'output tokens'?
)"},
      {{"explain", file, "gpt-4o", "latency.ttft.p95"},
       2,
       R"(llmtco: error: unknown argument 'latency.ttft.p95'; did you mean 'gpt-4o.latency.ttft.p95'?
See 'llmtco explain --help'.
)"},
      {{"explain", file, "gpt-4o", "cost.monthly/output", "tokens"},
       2,
       R"(llmtco: error: unknown argument 'cost.monthly/output'; did you mean 'gpt-4o.cost.monthly/output tokens'?
See 'llmtco explain --help'.
)"},
      {{"explain", file, "gpt-4o.cost.monthly/output", "tokens"},
       2,
       R"(llmtco: error: unknown argument 'tokens'; what to explain is one argument: OPTION.FIGURE, or 'OPTION.cost.monthly/ITEM'
See 'llmtco explain --help'.
)"},
      {{"explain", file, "gpt-4o.fleet.replicas"}, 2, R"(llmtco: error: 'gpt-4o' has no fleet.replicas
)"},
      {{"explain", file, "gpt-4o", "--draw", "16384"},
       2,
       R"(llmtco: error: --draw: 16384 is none of the 16384 draws, which are numbered from 0
)"},
      {{"explain", file, "gpt-4o", "--draw", "1", "--percentile", "95"},
       2,
       R"(llmtco: error: --draw excludes --percentile
See 'llmtco explain --help'.
)"},
      {{"explain", file, "gpt-4o", "--format", "csv"},
       2,
       R"(llmtco: error: --format: 'csv' is none of table, json
See 'llmtco explain --help'.
)"}});
}
