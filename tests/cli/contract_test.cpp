#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "results.h"

// What other programs rely on: exit codes, which stream carries what, the keys of the JSON, bills that add
// up.

namespace {

const std::string scenario = R"(scenario: A test
as_of: 2026-09-23
workload:
  chat: {requests: 1M/month, input_tokens: 700, output_tokens: 300}
options:
  hosted: {kind: api, endpoint: openai/gpt-4o-mini}
)";

/// A 70B model in 16 bits on one card, the only option there is.
const std::string hopeless = R"(scenario: A test
as_of: 2026-09-23
workload:
  chat: {requests: 1M/month, input_tokens: 700, output_tokens: 300}
options:
  card: {kind: rented, model: llama-3.1-70b, format: fp16, engine: vllm, accelerator: rtx-4090, gpus_per_replica: 1}
)";

bool starts_with(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }

}  // namespace

TEST_CASE("a good run ends with 0, data on stdout and nothing on stderr") {
  for (const char* format : {"table", "json", "csv", "markdown"}) {
    CAPTURE(format);
    const Ran ran = fed(scenario, {"run", "-", "--format", format});
    CHECK(ran.code == 0);
    CHECK(ran.out.find("hosted") != std::string::npos);
    CHECK(ran.err == "");
  }
}

TEST_CASE("bad usage and bad input end with 2 and leave stdout empty") {
  for (const std::vector<std::string>& args : {std::vector<std::string>{"run"},
                                               {"run", "-", "--no-such-flag"},
                                               {"no-such-command"},
                                               {"run", "-", "--set", "nothing"},
                                               {"run", "-", "--format", "xml"},
                                               {"catalog", "show", "no-such-thing"}}) {
    CAPTURE(args.back());
    const Ran ran = fed(scenario, args);
    CHECK(ran.code == 2);
    CHECK(ran.out == "");
    CHECK(ran.err.find("error: ") != std::string::npos);
  }
}

TEST_CASE("nothing feasible ends with 3, and the answer still says why") {
  const Ran ran = fed(hopeless, {"run", "-", "--format", "json"});
  CHECK(ran.code == 3);
  const Json option = Json::parse(ran.out)["options"]["card"];
  CHECK(option["feasible"] == false);
  CHECK(starts_with(option["reason"].get<std::string>(), "weights need 141 GB"));
  CHECK(option["monthly_cost_usd"].is_null());  // never priced at zero
  CHECK(option["line_items"].empty());
  // A scenario on stdin is read once, for both sides of a what-if.
  CHECK(fed(hopeless, {"what-if", "-", "--set", "workload.chat.requests=2M/month"}).code == 3);
}

TEST_CASE("a file that is missing, unreadable or unwritable ends with 4") {
  const Folder folder;
  folder.write("s.yaml", scenario);
  const auto code = [&](std::vector<std::string> args) {
    const Ran ran = run(Call{.args = std::move(args), .directory = folder.path()});
    CHECK(ran.out == "");
    CHECK(starts_with(ran.err, "llmtco: error: "));
    return ran.code;
  };
  CHECK(code({"run", "none.yaml"}) == 4);
  CHECK(code({"run", "."}) == 4);
  CHECK(code({"validate", "none.yaml"}) == 4);
  CHECK(code({"run", "s.yaml", "-o", "no/such/folder/result.json"}) == 4);
  CHECK(code({"run", "s.yaml", "-o", "s.yaml/result.json"}) == 4);
  CHECK(code({"run", "s.yaml", "-o", "."}) == 4);
  CHECK(code({"run", "s.yaml", "-o", "/dev/full"}) == 4);
  CHECK(code({"catalog", "list", "--catalog", "none.yaml"}) == 4);
  CHECK(folder.files() == std::vector<std::string>{"s.yaml"});
}

TEST_CASE("run --format json has the keys that other programs read") {
  const Json result = run_json(source_file("scenarios/rag-search.yaml"));
  for (const char* key : {"schema_version", "tool_version", "scenario", "seed", "draws", "as_of", "answer",
                          "options", "warnings"}) {
    CAPTURE(key);
    CHECK(result.contains(key));
  }
  CHECK(result["schema_version"] == 2);
  for (const char* key : {"best", "runner_up", "p_best", "difference_usd", "p_below", "text"})
    CHECK(result["answer"].contains(key));
  CHECK(result["options"].size() == 4);
  for (const auto& entry : result["options"].items()) {
    const std::string& name = entry.key();
    const Json& option = entry.value();
    CAPTURE(name);
    for (const char* key :
         {"feasible", "reason", "monthly_cost_usd", "cost_per_request_usd", "usd_per_mtok", "line_items",
          "ttft_s", "tpot_s", "e2e_s", "accuracy", "p_cheapest", "p_best", "p_meets_slo", "p_within_budget",
          "yardstick", "monthly_damage_usd", "cost_per_right_answer_usd", "horizon_cost_usd"}) {
      CAPTURE(key);
      CHECK(option.contains(key));
    }
    if (option["feasible"] == false) continue;
    for (const char* money : {"monthly_cost_usd", "cost_per_request_usd", "usd_per_mtok"}) {
      for (const char* statistic : {"mean", "p5", "p50", "p95"}) CHECK(option[money][statistic].is_number());
      CHECK(option[money]["p5"] <= option[money]["p50"]);
      CHECK(option[money]["p50"] <= option[money]["p95"]);
    }
    for (const char* time : {"ttft_s", "tpot_s", "e2e_s"}) {
      CHECK(mean(option[time]["p50"]) > 0);
      CHECK(mean(option[time]["p50"]) <= mean(option[time]["p95"]) * (1 + 1e-12));
    }
    for (const char* statistic : {"mean", "p5", "p95"}) CHECK(option["accuracy"][statistic].is_number());
    for (const char* chance : {"p_cheapest", "p_meets_slo", "p_within_budget"}) {
      CHECK(option[chance].get<double>() >= 0);
      CHECK(option[chance].get<double>() <= 1);
    }
    for (const Json& item : option["line_items"]) {
      for (const char* key : {"item", "kind", "monthly_usd", "quantity", "quantity_unit", "unit_price_usd",
                              "source", "id", "labels"})
        CHECK(item.contains(key));
      CHECK(item["source"].get<std::string>() != "");
    }
  }
}

TEST_CASE("what-if --format json has base, changed and the difference of every option") {
  const Json result =
      result_of("what-if", source_file("scenarios/starter.yaml"), {"variables.demand=2M/month"});
  CHECK(result["changes"] == Json::array({"variables.demand=2M/month"}));
  for (const auto& entry : result["difference"].items()) {
    const std::string& name = entry.key();
    const Json& difference = entry.value();
    CAPTURE(name);
    const double before = monthly_cost(result["base"], name), after = monthly_cost(result["changed"], name);
    CHECK(mean(difference["monthly_cost_usd"]) == doctest::Approx(after - before).epsilon(1e-9));
    CHECK(difference["monthly_cost_relative"].get<double>() ==
          doctest::Approx(after / before - 1).epsilon(1e-6));
  }
  CHECK(result["difference"].size() == 3);
}

TEST_CASE("the lines of every bill of every shipped scenario add up to its total") {
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const Json result = run_json(path);
    for (const auto& entry : result["options"].items()) {
      const std::string& name = entry.key();
      const Json& option = entry.value();
      CAPTURE(name);
      if (option["feasible"] == false) continue;
      double paid = 0, damage = 0;
      for (const Json& item : option["line_items"]) {
        const std::string kind = item["kind"];
        if (kind == "risk") damage += mean(item["monthly_usd"]);
        if (kind == "invoiced" || kind == "amortized" || kind == "staff") paid += mean(item["monthly_usd"]);
      }
      const double total = mean(option["monthly_cost_usd"]);
      CHECK(std::abs(paid - total) <= 1e-9 * total);
      CHECK(total > 0);
      if (option["monthly_damage_usd"].is_null()) continue;  // unknown accuracy
      CHECK(std::abs(damage - mean(option["monthly_damage_usd"])) <= 1e-9 * (damage + 1));
      CHECK(std::abs(paid + damage - mean(option["monthly_cost_with_damage_usd"])) <= 1e-9 * (paid + damage));
    }
  }
}

TEST_CASE(
    "a yardstick of no shipped scenario is ever best, and the others share out every draw that one may win") {
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const Json result = run_json(path);
    double best = 0, most_in_race = 0;
    bool any_in_race = false;
    for (const Json& option : result["options"]) {
      if (option["yardstick"] == true) CHECK(option["p_best"].is_null());
      any_in_race = any_in_race || option["standing"] == "in the race";
      if (option["p_best"].is_null()) continue;
      best += option["p_best"].get<double>();
      most_in_race = std::max(most_in_race, option["p_in_race"].get<double>());
    }
    CHECK(best <= 1 + 1e-9);
    CHECK(best >= most_in_race - 1e-9);
    CHECK(result["answer"]["best"].is_null() == !any_in_race);
  }
}

TEST_CASE("unit costs are the total over what was served") {
  const Json result = run_json(source_file("scenarios/article.yaml"));
  const double requests = mean(result["requests_per_month"]),
               tokens = mean(result["input_tokens_per_month"]) + mean(result["output_tokens_per_month"]);
  for (const auto& entry : result["options"].items()) {
    const std::string& name = entry.key();
    const Json& option = entry.value();
    if (option["feasible"] == false) continue;
    CAPTURE(name);
    const double total = mean(option["monthly_cost_usd"]);
    CHECK(mean(option["cost_per_request_usd"]) == doctest::Approx(total / requests).epsilon(1e-9));
    CHECK(mean(option["usd_per_mtok"]) == doctest::Approx(total / tokens * 1e6).epsilon(1e-9));
    CHECK(mean(option["usd_per_mtok_energy_only"]) <= mean(option["usd_per_mtok_marginal"]));
    CHECK(mean(option["usd_per_mtok_marginal"]) <= mean(option["usd_per_mtok"]));
  }
}

/// 1,000 Mtok x $0.90 + 100 Mtok x $2.70 = $1,170, at $1.10 EUR 1,063.64.
const char* const in_dollars = R"(scenario: Euros
as_of: 2026-11-20
horizon: 1 months
rates: {EUR: {usd: $1.10, as_of: 2026-11-18, source: ECB}}
workload:
  w: {requests: 1M/month, input_tokens: 1000, output_tokens: 100}
options:
  us: {kind: api, endpoint: vendor/y, price: {input: $0.90/Mtok, output: $2.70/Mtok}}
)";

TEST_CASE("JSON and CSV name the currency of their amounts, its rate and its day") {
  const Folder folder;
  const std::string file = folder.write("euros.yaml", in_dollars);
  const Json euros = run_json(file, {"currency=EUR"}), dollars = run_json(file);
  CHECK(mean(euros["options"]["us"]["monthly_cost_eur"]) == doctest::Approx(1170 / 1.1));
  CHECK_FALSE(euros["options"]["us"].contains("monthly_cost_usd"));
  CHECK(euros["currency"] == "EUR");
  CHECK(mean(euros["rate"]) == doctest::Approx(1.1));
  CHECK(euros["rate_as_of"] == "2026-11-18");
  CHECK(euros["rate_source"] == "ECB");
  CHECK(dollars["currency"] == "USD");
  CHECK(monthly_cost(dollars, "us") == doctest::Approx(1170));
  const auto csv = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"run", file, "--format", "csv", "--draws", "1024"});
    return run(more).out;
  };
  const std::string of_euros = csv({"--set", "currency=EUR"}), of_dollars = csv({});
  CHECK(has(of_euros, "\n,currency,,,,,,,,\"EUR, rate of 2026-11-18, ECB\"\n"));
  CHECK(has(of_euros, "\n,rate,,,1.1,"));
  CHECK(has(of_euros, "\nus,monthly_cost,fully loaded,EUR,1063.6"));
  CHECK_FALSE(has(of_euros, ",USD,"));
  CHECK(has(of_dollars, "\nus,monthly_cost,fully loaded,USD,1170,"));
}

TEST_CASE("gates on a report in euros are in euros, as are what is measured and the causes") {
  const Folder folder;
  const std::string file = folder.write("euros.yaml", std::string("currency: EUR\n") + in_dollars);
  const std::vector<std::string> asked{"check", file, "--base-scenario", file, "--draws", "1024", "--gate"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), asked.begin(), asked.end());
    return run(more);
  };
  const Ran more =
      with({"cost.monthly: increase < €1k", "--set", "workload.w.requests=2M/month", "--format", "json"});
  REQUIRE(more.code == 1);
  const Json check = Json::parse(more.out);
  CHECK(check["gates"][0]["unit"] == "EUR");
  CHECK(check["gates"][0]["difference"] == doctest::Approx(1170 / 1.1));
  CHECK(check["attribution"][0]["share_eur"] == doctest::Approx(1170 / 1.1));
  CHECK(has(with({"cost.monthly < €1k", "--format", "table"}).out, "€1,064"));
  CHECK(has(with({"cost.monthly < $1k"}).err, "the report is in EUR, and this in USD"));
  const Ran other = with({"cost.monthly < $3k", "--set", "currency=USD"});
  CHECK(other.code == 2);
  CHECK(has(other.err, "one scenario is in EUR, the other in USD"));
  const std::string stored =
      folder.write("result.json", run({"run", file, "--format", "json", "--draws", "1024"}).out);
  const Ran same = run({"check", file, "--baseline", stored, "--gate", "cost.monthly: unchanged"});
  CHECK_MESSAGE(same.code == 0, same.err);
}
