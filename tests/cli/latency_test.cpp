#include <doctest/doctest.h>

#include "results.h"

// Where times of fleets come from, in every command.

namespace {

/// Calls all alike, so that predict, run and simulate are asked the same.
const std::string fleet = R"(scenario: One class
as_of: 2026-11-25
workload:
  chat:
    requests: 13M/month
    input_tokens: 1000
    output_tokens: 300
    text: billed
options:
  own:
    kind: rented
    model: llama-3.1-8b
    format: fp16
    engine: vllm
    accelerator: a100-80-sxm
    gpus_per_replica: 1
    replicas: 1
    price: $2/h
  other:
    kind: api
    endpoint: openai/gpt-4o-mini
)";

Ran run_fleet(const std::string& command, std::vector<std::string> more) {
  std::vector<std::string> args{command, "-", "--draws", "1024", "--format", "json"};
  args.insert(args.end(), more.begin(), more.end());
  return fed(fleet, args);
}

Json own(const std::vector<std::string>& more) {
  const Ran ran = run_fleet("run", more);
  REQUIRE(ran.code == 0);
  return Json::parse(ran.out)["options"]["own"];
}

const std::vector<std::string> placement{"--model",    "llama-3.1-8b", "--weights", "fp16",
                                         "--hardware", "a100-80-sxm",  "--engine",  "vllm"};

Json placed(const std::string& command, std::vector<std::string> more) {
  std::vector<std::string> args{command, "--format", "json"};
  args.insert(args.end(), placement.begin(), placement.end());
  args.insert(args.end(), more.begin(), more.end());
  return Json::parse(run(args).out);
}

}  // namespace

TEST_CASE("predict at a rate, run and simulate agree on one placement") {
  const double rate = 13e6 / (730 * 3600);
  const Json option = own({"--latency", "surface"});
  CHECK(option["latency_server"]["server"] == "surface");
  const Json simulated = placed("simulate", {"--rate", std::to_string(rate), "--input", "1000",
                                             "--output-tokens", "300", "--requests", "40000"});
  const Json predicted = placed("predict", {"--rate", std::to_string(rate), "--input", "1000",
                                            "--output-tokens", "300", "--latency", "exact"});
  const auto number = [&](const char* name) {
    return predicted["predictions"].at(name)["value"].get<double>() / 1e3;
  };
  CHECK(number("ttft_ms") == doctest::Approx(simulated["ttft_s"]["p50"].get<double>()).epsilon(0.02));
  CHECK(number("ttft_p95_ms") == doctest::Approx(simulated["ttft_s"]["p95"].get<double>()).epsilon(0.03));
  CHECK(number("tpot_ms") == doctest::Approx(simulated["tpot_s"]["p50"].get<double>()).epsilon(0.02));
  // Of the run the median of the draws: its mean holds how uncertain the speed is.
  CHECK(option["ttft_s"]["p95"]["p50"].get<double>() == doctest::Approx(number("ttft_p95_ms")).epsilon(0.06));
  CHECK(option["tpot_s"]["p50"]["p50"].get<double>() == doctest::Approx(number("tpot_ms")).epsilon(0.05));
  CHECK(mean(option["load"]) == doctest::Approx(predicted["load"].get<double>()).epsilon(0.05));
}

TEST_CASE("the flag decides where times come from, then the key, then the load") {
  const auto server = [](const std::vector<std::string>& more) {
    return own(more)["latency_server"]["server"];
  };
  CHECK(server({"--set", "workload.chat.requests=1M/month"}) == "steady");
  CHECK(server({}) == "surface");
  CHECK(server({"--set", "options.own.latency=steady"}) == "steady");
  CHECK(server({"--set", "options.own.latency=steady", "--latency", "surface"}) == "surface");
  const Ran wrong = run_fleet("run", {"--latency", "surfaces"});
  CHECK(wrong.code == 2);
  CHECK(has(wrong.err, "did you mean"));
}

TEST_CASE("what a what-if leaves alone differs by nothing") {
  const Ran ran = run_fleet("what-if", {"--set", "options.other.discount=10%"});
  REQUIRE(ran.code == 0);
  const Json differences = Json::parse(ran.out);
  const Json &base = differences["base"]["options"]["own"],
             &changed = differences["changed"]["options"]["own"];
  CHECK(base["latency_server"]["server"] == "surface");
  CHECK(base["ttft_s"] == changed["ttft_s"]);
  CHECK(base["monthly_cost_usd"] == changed["monthly_cost_usd"]);
}

TEST_CASE("both sides of a what-if have one server") {
  const Ran ran = run_fleet("what-if", {"--set", "workload.chat.requests=1M/month"});
  REQUIRE(ran.code == 0);
  const Json both = Json::parse(ran.out);
  CHECK(both["base"]["options"]["own"]["latency_server"]["server"] == "surface");
  CHECK(both["changed"]["options"]["own"]["latency_server"]["server"] == "surface");
}
