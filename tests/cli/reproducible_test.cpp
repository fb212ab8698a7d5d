#include <doctest/doctest.h>

#include "results.h"

// The same scenario, seed and number of draws give the same bytes, however they are computed.

namespace {

/// Makes its latency surface anew in each run; surfaces of the others are kept from one run to the next.
const std::string with_surface = "scenarios/bulk-classification.yaml";
const std::string scenarios[] = {"scenarios/support-agent.yaml", "scenarios/rag-search.yaml",
                                 "scenarios/code-assistant.yaml", with_surface};

Ran drawn(const std::string& scenario, const std::vector<std::string>& more) {
  Call call{.args = {"run", source_file(scenario), "--format", "json", "--draws", "8192"}};
  call.args.insert(call.args.end(), more.begin(), more.end());
  if (scenario == with_surface) call.environment = {{"LLMTCO_CACHE", "off"}};
  return run(call);
}

}  // namespace

TEST_CASE("the number of threads changes no byte" * doctest::test_suite("many starts")) {
  for (const std::string& scenario : scenarios) {
    for (const char* sampling : {"sobol", "plain"}) {
      CAPTURE(scenario);
      CAPTURE(sampling);
      const Ran one = drawn(scenario, {"--sampling", sampling, "--threads", "1"});
      REQUIRE(one.code == 0);
      for (const char* threads : {"2", "7"})
        CHECK(drawn(scenario, {"--sampling", sampling, "--threads", threads}).out == one.out);
    }
  }
}

TEST_CASE("the instruction set changes no byte" * doctest::test_suite("many starts")) {
  int compared = 0;
  for (const std::string& scenario : scenarios) {
    const Ran scalar = drawn(scenario, {"--isa", "scalar"});
    REQUIRE(scalar.code == 0);
    for (const char* isa : {"avx2", "avx512"}) {
      const Ran wide = drawn(scenario, {"--isa", isa});
      if (wide.code == 2) {
        CHECK(wide.err.find("--isa " + std::string(isa)) != std::string::npos);
        MESSAGE("this machine has no " << isa);
        continue;
      }
      CAPTURE(scenario);
      CAPTURE(isa);
      CHECK(wide.out == scalar.out);
      ++compared;
    }
  }
  WARN(compared > 0);
}

TEST_CASE("another seed draws other numbers, near the same answer") {
  const Json one = Json::parse(drawn(scenarios[1], {"--seed", "1"}).out),
             two = Json::parse(drawn(scenarios[1], {"--seed", "2"}).out);
  for (const auto& entry : one["options"].items()) {
    const std::string& name = entry.key();
    CAPTURE(name);
    const double a = monthly_cost(one, name), b = monthly_cost(two, name);
    CHECK(a != b);
    CHECK(a == doctest::Approx(b).epsilon(0.01));
  }
}

TEST_CASE("the order of the options changes none of their numbers") {
  const std::string head =
      "scenario: x\nas_of: 2026-09-23\nvariables: {demand: 1M to 3M/month, price: $1.5 to $3/h}\n"
      "workload:\n  chat: {requests: = demand, input_tokens: 500 to 900, output_tokens: 300}\noptions:\n";
  const std::string api = "  hosted: {kind: api, endpoint: openai/gpt-4o-mini}\n";
  const std::string own = "  own: {kind: custom, lines: [{item: gpu, kind: invoiced, cost: = price}]}\n";
  const auto options = [&](const std::string& text) {
    return Json::parse(run(Call{.args = {"run", "-", "--format", "json"}, .input = text}).out)["options"];
  };
  const Json one = options(head + api + own), other = options(head + own + api);
  for (const char* option : {"hosted", "own"}) {
    for (const char* number : {"monthly_cost_usd", "usd_per_mtok", "p_cheapest"})
      CHECK(one[option][number] == other[option][number]);
  }
}

TEST_CASE("what-if warns where every --set gives the value the scenario already has, and only there") {
  const std::string file = source_file("scenarios/starter.yaml"),
                    warning = "llmtco: warning: every --set gives the value the scenario already has\n";
  const auto err = [&](const std::vector<std::string>& set) {
    std::vector<std::string> args{"what-if", file, "--draws", "1024"};
    for (const std::string& each : set) args.insert(args.end(), {"--set", each});
    return run(std::move(args)).err;
  };
  const std::string same = "as_of=2026-10-01", other = "horizon=2 months";
  CHECK(err({same}) == warning);
  CHECK(err({same, other}).empty());
  CHECK(err({other, other}).empty());
  CHECK(run({"run", file, "--draws", "1024", "--set", same}).err.empty());
}

TEST_CASE("what-if reads a scenario from stdin once, for both sides") {
  const std::string text = read_text_file(source_file("scenarios/starter.yaml"));
  const std::vector<std::string> rest{"--set", "horizon=2 months", "--draws", "1024", "--format", "csv"};
  std::vector<std::string> piped{"what-if", "-"}, named{"what-if", source_file("scenarios/starter.yaml")};
  piped.insert(piped.end(), rest.begin(), rest.end());
  named.insert(named.end(), rest.begin(), rest.end());
  const Ran from_stdin = run(Call{.args = piped, .input = text});
  CHECK(from_stdin.code == 0);
  CHECK(from_stdin.out == run(named).out);
}

TEST_CASE("a what-if that changes nothing differs by exactly nothing") {
  const Json result = result_of("what-if", source_file("scenarios/rag-search.yaml"),
                                {"workload.questions.peak_to_mean=5", "budget=$15000/month"});
  for (const auto& entry : result["difference"].items()) {
    const std::string& name = entry.key();
    const Json& difference = entry.value();
    CAPTURE(name);
    for (const char* statistic : {"mean", "sd", "p5", "p50", "p95"}) {
      CHECK(difference["monthly_cost_usd"][statistic].get<double>() == 0);
      CHECK(difference["monthly_cost_usd"]["error"][statistic].get<double>() == 0);
    }
    CHECK(difference["monthly_cost_relative"].get<double>() == 0);
  }
  CHECK(result["base"]["options"] == result["changed"]["options"]);
}

TEST_CASE("a change is felt draw by draw: the difference is known better than either cost") {
  const Json result =
      result_of("what-if", source_file("scenarios/rag-search.yaml"), {"options.gpt-6-luna.discount=10%"});
  const Json& difference = result["difference"]["gpt-6-luna"]["monthly_cost_usd"];
  const Json& base = result["base"]["options"]["gpt-6-luna"]["monthly_cost_usd"];
  CHECK(mean(difference) < 0);
  CHECK(difference["p95"].get<double>() < 0);  // cheaper in every draw that counts
  CHECK(difference["sd"].get<double>() < 0.2 * base["sd"].get<double>());
  for (const char* other : {"gemini-flash-lite", "qwen-8b-l40s"})
    CHECK(mean(result["difference"][other]["monthly_cost_usd"]) == 0);
}
