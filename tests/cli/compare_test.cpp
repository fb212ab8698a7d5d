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
  CHECK(hopeless.err == "llmtco: 'own' is not feasible: 1 replica cannot serve the busiest hour\n");
  for (const char* format : {"table", "csv", "markdown"}) {
    const Ran ran = run({"compare", bank, "own", "rented", "--format", format});
    CHECK(ran.code == 0);
    CHECK(has(ran.out, "own less rented"));
  }
}
