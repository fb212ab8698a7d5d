#include <doctest/doctest.h>

#include <sstream>

#include "results.h"

// What an analyst reads: assumptions that are said, changes that show, files that are all checked.

namespace {

bool assumes(const Json& result, const std::string& option, const std::string& text) {
  for (const Json& assumption : result["options"][option]["assumptions"]) {
    if (has(assumption["text"].get<std::string>(), text)) return true;
  }
  return false;
}

const std::string two_owned = R"yaml(scenario: One purchase, two ways to pay
as_of: 2026-09-23
workload:
  chat: {requests: 1M/month, input_tokens: 700, output_tokens: 300}
options:
  cash: &server
    kind: owned
    model: llama-3.1-8b
    format: fp8
    engine: vllm
    accelerator: h100-80-sxm
    gpus_per_replica: 1
    purchase: $33k
    life: 48 months
)yaml";

std::string loan(const std::string& purchase) {
  std::string text = two_owned.substr(two_owned.find("    kind: owned"));
  text.replace(text.find("$33k"), 4, purchase);
  return "  loan:\n" + text + "    cost_of_capital: 9%\n";
}

Json json_of(const std::string& text) {
  return Json::parse(run(Call{.args = {"run", "-", "--format", "json"}, .input = text}).out);
}

}  // namespace

TEST_CASE("validate checks every file, whatever is wrong with those before it") {
  const Folder folder;
  folder.write("good.yaml", read_text_file(source_file("scenarios/starter.yaml")));
  folder.write("bad.yaml", "scenario: x\n");
  // A formula that leaves its range shows in the draws only.
  std::string out_of_range = read_text_file(source_file("scenarios/starter.yaml"));
  out_of_range.replace(out_of_range.find("requests: = demand"), 18, "requests: = demand - 1M/month");
  folder.write("range.yaml", out_of_range);
  const auto validate = [&](std::vector<std::string> files) {
    files.insert(files.begin(), "validate");
    return run(Call{.args = std::move(files), .directory = folder.path()});
  };
  const Ran all = validate({"none.yaml", "range.yaml", "bad.yaml", "good.yaml"});
  CHECK(all.code == 4);
  CHECK(has(all.err, "none.yaml: no such file"));
  CHECK(has(all.err, "range.yaml:11:15: error: formula"));
  CHECK(has(all.err, "bad.yaml:1:1: error: the key 'as_of' is missing"));
  CHECK(has(all.out, "good.yaml: good: 3 options"));
  CHECK(validate({"range.yaml", "good.yaml"}).code == 2);
}

TEST_CASE("what-if shows what a change does to the limits, not to costs alone") {
  const Ran ran =
      run({"what-if", source_file("scenarios/starter.yaml"), "--set", "workload.chat.slo.ttft_p95=1 ms"});
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "100 % -> 0 %"));
}

TEST_CASE("what-if says what the workload becomes, where the change moves it") {
  const std::string file = source_file("scenarios/starter.yaml");
  CHECK(has(run({"what-if", file, "--set", "workload.chat.input_tokens=2000"}).out,
            "\nthen: 987k requests a month, 2,000 tokens in, 319 out"));
  CHECK_FALSE(has(run({"what-if", file, "--set", "options.gpt-4o.discount=10%"}).out, "then: "));
}

TEST_CASE("a price that was seen long after or before the day is taken with a word") {
  const std::string file = source_file("scenarios/starter.yaml");
  CHECK(assumes(run_json(file, {"as_of=2025-01-01"}), "gpt-4o",
                "the price seen on 2026-11-20 was the same on 2025-01-01: its first day is not known"));
  CHECK(assumes(run_json(file, {"as_of=2027-06-01"}), "gpt-4o",
                "the price seen on 2026-11-20 is still the same on 2027-06-01"));
  CHECK_FALSE(assumes(run_json(file), "gpt-4o", "the price seen on"));
}

TEST_CASE("a price known to change within the horizon is warned of, and what its list notes is said") {
  const std::string file = source_file("scenarios/starter.yaml");
  const std::string flash = "options.flash={kind: api, endpoint: google/gemini-3.8-flash}";
  // $0.75 and $3.75 until 2027-01-01, then twice as much.
  CHECK(warns(
      run_json(file, {flash}),
      "the price of google/gemini-3.8-flash changes on 2027-01-01, within the horizon, from 0.75/3.75 to "
      "1.5/7.5 dollars per Mtok of input and output: each day is billed at its own at "
      "options.flash.endpoint"));
  CHECK_FALSE(warns(run_json(file, {flash, "horizon=3 months"}), "within the horizon"));
  CHECK(assumes(run_json(file, {"options.sol={kind: api, endpoint: openai/gpt-5.6-sol}"}), "sol",
                "the price list notes: offpeak-ai/offpeak release v0.2.1 says the 4/20 rate is promotional"));
}

TEST_CASE("a speed without its 95th percentile is completed with a word, for custom options as well") {
  const Json result =
      article({"options.bill={kind: custom, lines: [{item: all, kind: invoiced, cost: $1/month}], "
               "speed: {ttft: 1 s, tokens_per_second: 50 tokens/s}}"});
  CHECK(assumes(result, "bill", "the 95th percentile of TTFT is twice its median"));
}

TEST_CASE("one purchase that is paid off in two ways is one price; two purchases are two") {
  CHECK_FALSE(warns(json_of(two_owned + loan("$33k")), "at two prices"));
  CHECK(warns(json_of(two_owned + loan("$40k")), "at two prices"));
}

TEST_CASE("a variable that no formula uses is warned of") {
  std::string text = read_text_file(source_file("scenarios/starter.yaml"));
  text.insert(text.find("  demand:"), "  forgotten: 3\n");
  CHECK(warns(json_of(text), "scenario.yaml:7:3: no formula uses the variable 'forgotten'"));
}

TEST_CASE("a cache where no input is read twice is warned of") {
  const std::string file = source_file("scenarios/starter.yaml");
  const std::string cache = "options.gpt-4o.cache={hit_rate: 50%}", words = "no input is read twice";
  CHECK(warns(run_json(file, {cache}), words));
  CHECK_FALSE(warns(run_json(file, {cache, "workload.chat.shared_prefix=500"}), words));
  CHECK_FALSE(warns(run_json(file, {cache, "workload.chat.agent={calls: 3}"}), words));
  CHECK_FALSE(warns(run_json(file), words));
}

TEST_CASE("reads from a cache that nobody prices cost as much as input, and that is said") {
  const std::string file = source_file("scenarios/support-agent.yaml");
  const std::string words = "no price of cache reads: they cost as much as input";
  const std::string groq =
      "options.groq={kind: api, endpoint: groq/llama-3.3-70b-versatile, accuracy: 80%, cache: {hit_rate: ";
  const Json half = run_json(file, {groq + "50%}}"}), none = run_json(file, {groq + "0%}}"});
  CHECK(assumes(half, "groq", words));
  CHECK(monthly_cost(half, "groq") == doctest::Approx(monthly_cost(none, "groq")));
  CHECK_FALSE(assumes(half, "sonnet-cached", words));
}

TEST_CASE("how long a whole task takes is said, as limits may be on it") {
  CHECK(has(run({"run", source_file("scenarios/support-agent.yaml"), "-v"}).out, "a whole task takes "));
}

TEST_CASE("the screen that the README shows is the one the program prints") {
  std::istringstream screen(read_text_file(source_file("tests/cli/golden/article-100.txt")));
  const std::string readme = read_text_file(source_file("README.md"));
  for (std::string text; std::getline(screen, text) && !has(text, "bills, assumptions");) {
    CAPTURE(text);
    CHECK(has(readme, text.empty() ? "\n" : "    " + text + "\n"));
  }
}

TEST_CASE("predict at a rate says what run says of a replica at that rate") {
  // 3 requests a second are 7.884 M in a month of 730 hours; the speed is known here, so every draw is the same.
  const Folder folder;
  const std::string file = folder.write("s.yaml", R"(scenario: One replica
as_of: 2026-09-23
workload:
  chat: {requests: 7.884M/month, input_tokens: 700, output_tokens: 300}
options:
  own: {kind: rented, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm,
        gpus_per_replica: 1, replicas: 1}
)");
  const Json option = run_json(file)["options"]["own"];
  const auto predicted = [](const char* rate) {
    return run({"predict", "--model", "llama-3.1-8b", "--weights", "fp8", "--engine", "vllm", "--hardware",
                "h100-80-sxm", "--input", "700", "--output-tokens", "300", "--rate", rate, "--json"});
  };
  const Json at = Json::parse(predicted("3").out)["predictions"];
  // A run knows the speed within its interval only; its median draw is the prediction.
  for (const char* percentile : {"p50", "p95"}) {
    const std::string suffix = percentile == std::string("p50") ? "_ms" : "_p95_ms";
    CHECK(1000 * option["ttft_s"][percentile]["p50"].get<double>() ==
          doctest::Approx(at["ttft" + suffix]["value"].get<double>()).epsilon(0.03));
    CHECK(1000 * option["tpot_s"][percentile]["p50"].get<double>() ==
          doctest::Approx(at["tpot" + suffix]["value"].get<double>()).epsilon(0.03));
  }
  const Ran above = predicted("5000");
  CHECK(above.code == 3);
  CHECK(Json::parse(above.out)["reason"].get<std::string>().rfind(
            "5e+03 requests a second are more than the ", 0) == 0);
  CHECK_FALSE(Json::parse(above.out)["predictions"].contains("ttft_ms"));
}
