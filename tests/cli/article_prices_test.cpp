#include <doctest/doctest.h>

#include <cmath>

#include "results.h"

// Rows of the article's cost table, as a user meets them: run with --format json. The numbers behind A are
// those of docs/article.md. Ten million queries a month, 667 tokens in and 333 out, blended price b = (2
// input + output) / 3.

namespace {

/// A task of n calls on GPT-4o: the first reads 1,000 tokens, each later one what came before and 200 more;
/// each answers 300.
std::vector<std::string> agent_of(int calls) {
  return {"workload.queries.input_tokens=1000", "workload.queries.output_tokens=300",
          "workload.queries.agent={calls: " + std::to_string(calls) + ", new_tokens_per_call: 200}"};
}

const std::string cached_gpt = "options.cached={kind: api, endpoint: openai/gpt-4o, cache: {hit_rate: 100%}}";

double agent_cost(int calls, const std::string& option) {
  std::vector<std::string> sets = agent_of(calls);
  sets.push_back(cached_gpt);
  sets.push_back("options.llama-70b-a100.latency=steady");  // whose many calls need not be simulated
  return per_request(article(sets), option);
}

}  // namespace

TEST_CASE("A1: GPT-4o's blended price depends on the token mix") {
  // 2.50 in, 10 out: (2 x 2.50 + 10) / 3 = 5.00; (3 x 2.50 + 10) / 4 = 4.375; (2.50 + 10) / 2 = 6.25.
  CHECK(per_mtok(article(), "gpt-4o") == doctest::Approx(5.00));
  CHECK(per_mtok(article({"workload.queries.input_tokens=750", "workload.queries.output_tokens=250"}),
                 "gpt-4o") == doctest::Approx(4.375));
  CHECK(per_mtok(article({"workload.queries.input_tokens=500", "workload.queries.output_tokens=500"}),
                 "gpt-4o") == doctest::Approx(6.25));
}

TEST_CASE("A2, A3: ten million queries cost $50,000, which is not $0.01 to $0.03 a query") {
  const Json result = article();
  CHECK(monthly_cost(result, "gpt-4o") == doctest::Approx(50'000));
  CHECK(per_request(result, "gpt-4o") ==
        doctest::Approx(0.005));  // 50,000 / 10 M: half of the article's lower end
  for (const auto& [price, cost] : {std::pair{"0.01", 100'000.0}, std::pair{"0.03", 300'000.0}}) {
    const std::string option =
        "options.said={kind: custom, lines: [{item: query, kind: invoiced, per_request: $" +
        std::string(price) + "}]}";
    CHECK(monthly_cost(article({option}), "said") == doctest::Approx(cost));
  }
}

TEST_CASE("A4, A6: n calls at c each, and ten million such tasks") {
  struct Row {
    int calls;
    double each, task;
  };
  for (const Row row : {Row{10, 0.01, 0.10}, Row{50, 0.01, 0.50}, Row{25, 0.02, 0.50}, Row{50, 0.03, 1.50}}) {
    CAPTURE(row.calls);
    const std::string option =
        "options.task={kind: custom, lines: [{item: calls, kind: invoiced, per_request: = $" +
        std::to_string(row.each) + " * " + std::to_string(row.calls) + "}]}";
    const Json result = article({option});
    CHECK(per_request(result, "task") == doctest::Approx(row.task));
    CHECK(monthly_cost(result, "task") == doctest::Approx(row.task * 10e6));  // $0.50: $5,000,000
  }
}

TEST_CASE("A5: an agent's task on GPT-4o, with and without the prompt cache") {
  // n = 10 reads 10,000 + 500 x 45 = 32,500 tokens, 27,000 of them again, and writes 3,000:
  // 0.08125 + 0.03 = 0.111; with the repeated part at 1.25: 0.01375 + 0.03375 + 0.03 = 0.0775.
  struct Row {
    int calls;
    double full, cached;
  };
  for (const Row row :
       {Row{10, 0.111, 0.078}, Row{20, 0.348, 0.217}, Row{30, 0.709, 0.419}, Row{50, 1.806, 1.010}}) {
    CAPTURE(row.calls);
    CHECK(to_digits(agent_cost(row.calls, "gpt-4o"), row.full, 3));
    CHECK(to_digits(agent_cost(row.calls, "cached"), row.cached, 3));
  }
  // The first n at which a task costs half a dollar: 25, and 34 with the cache.
  CHECK(agent_cost(24, "gpt-4o") < 0.50);
  CHECK(agent_cost(25, "gpt-4o") >= 0.50);
  CHECK(agent_cost(33, "cached") < 0.50);
  CHECK(agent_cost(34, "cached") >= 0.50);
}

TEST_CASE("A12 to A14: all-in prices of the article's own machines, and what they save") {
  const Json result = article();
  CHECK(per_mtok(result, "mistral-7b-a100") == doctest::Approx(0.30));  // 3,000 / 10,000 M
  CHECK(per_mtok(result, "llama-70b-a100") == doctest::Approx(1.20));   // 12,000 / 10,000 M
  const double gpt = per_mtok(result, "gpt-4o");
  CHECK(to_digits(gpt / per_mtok(result, "mistral-7b-a100"), 16.7, 1));  // not 250
  CHECK(to_digits(gpt / per_mtok(result, "llama-70b-a100"), 4.17, 2));
  CHECK(1 - monthly_cost(result, "llama-70b-a100") / monthly_cost(result, "gpt-4o") == doctest::Approx(0.76));
  CHECK(1 - monthly_cost(result, "mistral-7b-a100") / monthly_cost(result, "gpt-4o") ==
        doctest::Approx(0.94));
}

TEST_CASE("A15, A17: the article's machines are priced as rentals") {
  const Json result = article({"horizon=36 months"});
  const Json& eight = line(result, "llama-70b-a100", "GPU hours");
  CHECK(eight.at("quantity").get<double>() == doctest::Approx(8 * 730));
  CHECK(to_digits(eight.at("unit_price_usd").get<double>(), 2.055, 3));  // 12,000 / 8 / 730
  CHECK(36 * mean(eight.at("monthly_usd")) == doctest::Approx(432'000));
  CHECK(to_digits(line(result, "mistral-7b-a100", "GPU hours").at("unit_price_usd").get<double>(), 4.11,
                  2));  // 3,000 / 730
}

TEST_CASE("A19: ten million queries a month are a small load") {
  const Json result = article({"workload.queries.input_tokens=667", "workload.queries.output_tokens=333"});
  const double seconds = 730 * 3600;
  CHECK(to_digits(mean(result.at("requests_per_month")) / seconds, 3.805, 3));
  CHECK(to_digits(mean(result.at("input_tokens_per_month")) / seconds, 2538, 0));
  CHECK(to_digits(mean(result.at("output_tokens_per_month")) / seconds, 1267, 0));
}

TEST_CASE("A30, A31: what the price book says of the models the article prices") {
  const Json result = article();
  const auto price = [&](const char* option, const char* item) {
    return line(result, option, item).at("unit_price_usd").get<double>();
  };
  CHECK(price("claude-3.5-haiku", "input tokens") ==
        doctest::Approx(0.80));  // the article's 0.25 is Claude 3 Haiku's
  CHECK(price("claude-3.5-haiku", "output tokens") == doctest::Approx(4.00));
  CHECK(price("claude-3-haiku", "input tokens") == doctest::Approx(0.25));
  CHECK(price("gpt-4o-mini", "input tokens") == doctest::Approx(0.15));
}

TEST_CASE("A32: the cheap APIs the article left out, on the same ten billion tokens") {
  const Json result = article();
  const std::pair<const char*, double> rows[] = {{"gpt-4o-mini", 3'000},    {"mistral-7b-api", 2'500},
                                                 {"groq-70b", 6'567},       {"cerebras-70b", 9'667},
                                                 {"claude-3-haiku", 5'833}, {"claude-3.5-haiku", 18'667}};
  for (const auto& row : rows) {
    const std::string option = row.first;
    const auto cost = row.second;
    CAPTURE(option);
    CHECK(to_digits(monthly_cost(result, option), cost, 0));
  }
}

TEST_CASE(
    "A33: Llama 2 70B at Groq cost 15 % of GPT-4o's blend, no premium, and ran at 185 tokens a second") {
  const Json result = article({"options.groq-2024={kind: api, endpoint: groq/llama2-70b-4096}"});
  CHECK(to_digits(per_mtok(result, "groq-2024"), 0.733, 3));  // (2 x 0.70 + 0.80) / 3
  CHECK(to_digits(per_mtok(result, "groq-2024") / per_mtok(result, "gpt-4o"), 0.15, 2));
  // The speed measured then, not the 500 the article names.
  const Ran entry = run({"catalog", "show", "groq/llama-2-70b-chat@2024-01"});
  CHECK(entry.code == 0);
  CHECK(entry.out.find("185") != std::string::npos);
}

TEST_CASE("A37: the volume at which $12,000 fixed breaks even") {
  // 12,000 / b: 2.4 B tokens against GPT-4o (b = 5.00), 18.3 B against Groq 70B (0.657), 40 B against GPT-4o
  // mini (0.30).
  for (const auto& row : {std::tuple{"2.4M", "gpt-4o", 0}, std::tuple{"40M", "gpt-4o-mini", 0}}) {
    const std::string requests = std::get<0>(row), option = std::get<1>(row);
    const auto decimals = std::get<2>(row);
    CAPTURE(option);
    CHECK(to_digits(monthly_cost(article({"workload.queries.requests=" + requests + "/month"}), option),
                    12'000, decimals));
  }
  CHECK(to_digits(12'000 / per_mtok(article(), "groq-70b") / 1000, 18.3, 1));
  CHECK(monthly_cost(article({"workload.queries.requests=18.2M/month"}), "groq-70b") < 12'000);
  CHECK(monthly_cost(article({"workload.queries.requests=18.3M/month"}), "groq-70b") > 12'000);
}

TEST_CASE("A39: growth that uses up the saving") {
  // At $1.20 and $0.30 a million, 4.17 and 16.7 times the queries cost $50,000 again.
  for (const auto& [price, factor] : {std::pair{"1.20", 50 / 12.0}, std::pair{"0.30", 50 / 3.0}}) {
    const Json result =
        article({"workload.queries.requests=" + std::to_string(10e6 * factor) + "/month",
                 "options.cheaper={kind: custom, lines: [{item: tokens, kind: invoiced, per_token: $" +
                     std::string(price) + "/Mtok}]}"});
    CHECK(monthly_cost(result, "cheaper") == doctest::Approx(50'000));
  }
}

TEST_CASE("A39: the multiple that cancels a saving is told, whatever comes at that price") {
  for (const auto& [price, factor] : {std::pair{"1.20", 50 / 12.0}, std::pair{"0.30", 50 / 3.0}}) {
    for (const double elasticity : {0.0, 0.8}) {
      const Json cheaper = article(
          {"workload.queries.elasticity={value: " + std::to_string(elasticity) + ", reference: gpt-4o}",
           "options.cheaper={kind: custom, lines: [{item: tokens, kind: invoiced, per_token: $" +
               std::string(price) + "/Mtok}]}"})["options"]["cheaper"];
      CHECK(mean(cheaper["volume_that_cancels_saving"]) == doctest::Approx(factor));
      const double comes = std::pow(factor, elasticity);
      CHECK(mean(cheaper["volume_over_demand"]) == doctest::Approx(comes));
      CHECK(mean(cheaper["monthly_cost_usd"]) == doctest::Approx(50e3 / factor * comes));
    }
  }
  // Of what is fixed alone the volume runs away at 1: refused.
  const Ran ran =
      run({"run", "article", "--set", "workload.queries.elasticity={value: 1, reference: gpt-4o}"});
  CHECK(ran.code == 2);
  CHECK(ran.err.find("does not settle on mistral-7b-a100") != std::string::npos);
}
