#include <doctest/doctest.h>

#include "results.h"

// Two scenarios written from the documentation alone, with figures recomputed by a numpy program.

TEST_CASE("own machines or rented ones: paired, own is less in 93.5 % of the draws of a bank") {
  const std::vector<std::string> fixed{"options.own.throughput=400 tokens/s",
                                       "options.rented.throughput=400 tokens/s"};
  const Ran ran = run(with_sets(
      {"compare", source_file("tests/users/bank.yaml"), "own", "rented", "--format", "json"}, fixed));
  REQUIRE(ran.code == 0);
  const Json result = Json::parse(ran.out);
  CHECK(result["p_below"].get<double>() == doctest::Approx(0.935).epsilon(3e-3));
  CHECK(mean(result["difference_usd"]) == doctest::Approx(-1265).epsilon(5e-3));
  CHECK(mean(result["horizon_difference_usd"]) == doctest::Approx(36 * mean(result["difference_usd"])));
  CHECK(mean(result["options"]["own"]["monthly_cost_usd"]) -
            mean(result["options"]["rented"]["monthly_cost_usd"]) ==
        doctest::Approx(mean(result["difference_usd"])));
  // Both read one variable for how right they are.
  CHECK(mean(result["accuracy_difference"]) == 0);
  const Json back = Json::parse(
      run(with_sets({"compare", source_file("tests/users/bank.yaml"), "rented", "own", "--format", "json"},
                    fixed))
          .out);
  CHECK(mean(back["difference_usd"]) == -mean(result["difference_usd"]));
  // What has to be bought: 2 accelerators at first, 3.7 (2 to 6) at the end, $150k (71k to 239k).
  const Json own = result["options"]["own"];
  CHECK(mean(own["bought"]) == doctest::Approx(3.7).epsilon(0.02));
  CHECK(own["bought"]["p95"] == 6);
  CHECK(own["purchase_usd"]["p5"].get<double>() == doctest::Approx(71e3).epsilon(0.02));
  CHECK(own["purchase_usd"]["p95"].get<double>() == doctest::Approx(239e3).epsilon(0.02));
}

TEST_CASE("a budget that the average month keeps is broken by the months at the end") {
  const std::vector<std::string> budget{"budget=$450k/month"};
  const Json option = run_json(source_file("tests/users/chat.yaml"), budget)["options"]["frontier"];
  CHECK(mean(option["monthly_cost_usd"]) == doctest::Approx(260'616).epsilon(0.01));
  CHECK(mean(option["months"].front()["cost_usd"]) == doctest::Approx(33.6e3).epsilon(0.01));
  CHECK(mean(option["months"].back()["cost_usd"]) == doctest::Approx(860e3).epsilon(0.01));
  CHECK(option["p_within_budget"].get<double>() == doctest::Approx(0.0552).epsilon(0.02));
  const Json average = run_json(source_file("tests/users/chat.yaml"),
                                {budget[0], "budget_of=average month"})["options"]["frontier"];
  CHECK(average["p_within_budget"].get<double>() == doctest::Approx(0.9717).epsilon(3e-3));
}

TEST_CASE("compare says which option it does not know, and why one cannot be compared") {
  const std::string bank = source_file("tests/users/bank.yaml");
  const Ran unknown = run({"compare", bank, "own", "rentd"});
  CHECK(unknown.code == 2);
  CHECK(unknown.err == "llmtco: error: the scenario has no option 'rentd'; did you mean 'rented'?\n");
  CHECK(run({"compare", bank, "own", "own"}).code == 2);
  const Ran hopeless = run({"compare", bank, "own", "rented", "--set", "options.own.replicas=1", "--set",
                            "options.own.throughput=2 tokens/s"});
  CHECK(hopeless.code == 3);
  CHECK(hopeless.out == "");
  CHECK(has(hopeless.err,
            "llmtco: 'own' is not feasible: 1 replica cannot serve the busiest hour, which asks for "));
  for (const char* format : {"table", "csv", "markdown"}) {
    const Ran ran = run({"compare", bank, "own", "rented", "--format", format});
    CHECK(ran.code == 0);
    CHECK(has(ran.out, "own less rented"));
  }
}

TEST_CASE("two catalogues are compared value by value, and by what they do to a scenario") {
  const Folder folder;
  const auto book = [](const char* input) {
    return std::string("acme/chat:\n  source: contract\n  as_of: 2026-01-01\n  prices:\n    - {input: ") +
           input + "/Mtok, output: $2/Mtok}\n";
  };
  const std::string before = folder.write("old-prices.yaml", book("$1")),
                    after = folder.write("new-prices.yaml", book("$4")),
                    scenario =
                        folder.write("chat.yaml",
                                     "scenario: Chat\nas_of: 2026-10-01\nhorizon: 1 months\nworkload:\n"
                                     "  w: {requests: 1M/month, input_tokens: 1000, output_tokens: 500}\n"
                                     "options:\n  acme: {kind: api, endpoint: acme/chat}\n"
                                     "  mini: {kind: api, endpoint: openai/gpt-4o-mini}\n");
  const std::string moved = "~ acme/chat.prices.0.input: $1/Mtok -> $4/Mtok\n0 added, 0 removed, 1 changed\n";
  CHECK(run({"catalog", "diff", before, after}).out == moved);
  CHECK(run({"catalog", "diff", before, before}).code == 0);
  // 1,000 Mtok at $1 and 500 at $2 are $2,000; at $4 they are $5,000.
  const Ran effect = run({"catalog", "diff", before, after, scenario});
  CHECK(effect.code == 1);
  CHECK(effect.out.rfind(moved, 0) == 0);
  for (const char* sum : {"$2,000", "$5,000", "+$3,000", "1 option is as before"})
    CHECK(has(effect.out, sum));
  const std::string odd = folder.write("book.yaml", book("$1"));
  const Ran refused = run({"catalog", "diff", odd, after, scenario});
  CHECK(refused.code == 2);
  CHECK(has(refused.err, "is of no section that its name tells"));
}
