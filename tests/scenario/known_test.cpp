#include <doctest/doctest.h>

#include <algorithm>

#include "montecarlo/simulate.h"
#include "reading.h"
#include "scenario/scenario.h"
#include "yaml/write.h"

using namespace llmtco;

namespace {

/// One class of requests, the blocks and the options.
std::string scenario(const std::string& blocks, const std::string& options, const std::string& more = "") {
  return "scenario: Known once\nas_of: 2026-09-23\nhorizon: 1 months\n" + blocks +
         "workload:\n  w: {requests: 1M/month, input_tokens: 1000, output_tokens: 300, cost_if_wrong: "
         "$0.05}\n" +
         more + "options:\n" + options;
}

std::string gpt(const std::string& name, const std::string& more) {
  return "  " + name + ": {kind: api, endpoint: openai/gpt-4o, " + more + "}\n";
}

double cheapest(const Result& result, const std::string& name) {
  return option(result, name).find(measures::cheapest)->mean.value;
}

std::vector<std::string> warnings(const std::string& text) { return good_study(text).warnings; }

const DrawnAccuracy& accuracy(const Study& study, std::size_t i) {
  return study.options[i].answers.by_class.begin()->second;
}

CustomLines one_dollar() {
  // As energy, so that what counts energy alone still does.
  return {{{.name = "a dollar",
            .behaviour = CostBehaviour::energy,
            .price = Uncertain<UsdPerSecond>(1 * usd / month),
            .source = "test"}}};
}

}  // namespace

TEST_CASE("of two options on one model with one accuracy, the one with a discount is always the cheapest") {
  const Result result = answer(
      scenario("", gpt("list", "accuracy: 84% to 90%") + gpt("less", "accuracy: 84% to 90%, discount: 8%")));
  CHECK(cheapest(result, "less") == 1);
  CHECK(cheapest(result, "list") == 0);
}

TEST_CASE("an accuracy is one draw whether written of the model, in the option, or of what serves it") {
  const Study study = good_study(scenario(
      "models: {gpt-4o: {accuracy: 84% to 90%}}\n",
      gpt("known", "discount: 1%") + gpt("own", "accuracy: 84% to 90%") +
          "  named: {kind: api, endpoint: mine, model: GPT-4o, price: {input: $1/Mtok, output: $2/Mtok}}\n"));
  CHECK(accuracy(study, 0).base.node == accuracy(study, 1).base.node);
  CHECK(accuracy(study, 0).base.node == accuracy(study, 2).base.node);
  CHECK(study.warnings.empty());
}

TEST_CASE("what is known of a model by task holds for the tasks it names, the catalogue for others") {
  const Study study =
      good_study(scenario("models: {gpt-4o: {accuracy: {coding: 70% to 80%}}}\n", gpt("a", "discount: 0%"),
                          "  c: {requests: 1M/month, input_tokens: 10, output_tokens: 3, task: coding}\n"));
  const auto& by_class = study.options[0].answers.by_class;
  CHECK(study.variables.origin(by_class.at("c").base.origin).name == "models.gpt-4o.accuracy.coding");
  CHECK(study.variables.origin(by_class.at("w").base.origin).kind == Origin::Kind::catalogue);
}

TEST_CASE("a model stored in fewer bits loses its share of what is known of it") {
  const std::string fleet =
      "{kind: rented, model: llama-3.1-8b, engine: llama.cpp, accelerator: h100-80-sxm, "
      "gpus_per_replica: 1, price: $2/h, format: ";
  const Study study = good_study(scenario("models: {llama-3.1-8b: {accuracy: 60% to 70%}}\n",
                                          "  whole: " + fleet + "bf16}\n  small: " + fleet + "q4_k_m}\n"));
  CHECK(accuracy(study, 0).base.node == accuracy(study, 1).base.node);
  CHECK_FALSE(accuracy(study, 0).loss);
  CHECK(accuracy(study, 1).loss);
}

TEST_CASE("an option's own speed goes before its endpoint's, which goes before the catalogue's") {
  const std::string blocks =
      "endpoints: {gpt-4o: {speed: {ttft: 1 s to 2 s, tokens_per_second: 50 to 80 tokens/s}}}\n";
  const Study study =
      good_study(scenario(blocks, gpt("known", "discount: 1%") + gpt("known too", "discount: 2%") +
                                      gpt("own", "speed: {ttft: 3 s, tokens_per_second: 10 tokens/s}")));
  const auto speed = [&](std::size_t i) { return *std::get<Endpoint>(study.options[i].serving).speed; };
  CHECK(speed(0).output.node == speed(1).output.node);
  CHECK(speed(0).ttft_p50.node == speed(1).ttft_p50.node);
  CHECK(speed(2).ttft_p50.constant == 3 * second);
}

TEST_CASE("two figures of one thing are warned of, and move together") {
  const Study study =
      good_study(scenario("", gpt("a", "accuracy: 84% to 90%") + gpt("b", "accuracy: 80% to 88%")));
  CHECK(study.warnings == std::vector<std::string>{
                              "s.yaml:8:3: 'a' and 'b' have two figures of the accuracy of 'gpt-4o' on "
                              "'general-knowledge': they move together, but are not one; say it once, under "
                              "`models`"});
  std::vector<std::string> accuracies;  // beside the speed, which both have from the catalogue
  for (const Variable& drawn : study.variables.drawn()) {
    if (drawn.name.find("general-knowledge") != std::string::npos) accuracies.push_back(drawn.name);
  }
  REQUIRE(accuracies.size() == 2);
  CHECK(accuracies[0] == accuracies[1]);
}

TEST_CASE("a price of one accelerator, a hit rate of one endpoint and a price of power are drawn once") {
  const std::string fleet =
      "model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, "
      "accuracy: 70%, gpus_per_replica: ";
  const Study study = good_study(scenario(
      "",
      "  one: {kind: rented, price: $2/h to $3/h, " + fleet +
          "1}\n  two: {kind: rented, price: $2/h to $3/h, " + fleet +
          "2}\n  own: {kind: owned, life: 3 years, purchase: $20k, electricity: 10 to 15 ct/kWh, " + fleet +
          "1}\n  more: {kind: owned, life: 4 years, purchase: $21k, electricity: 10 to 15 ct/kWh, " + fleet +
          "2}\n" + gpt("a", "cache: {hit_rate: 40% to 60%}") +
          gpt("b", "discount: 3%, cache: {hit_rate: 40% to 60%}"),
      "  v: {requests: 1M/month, input_tokens: 1000, output_tokens: 3, shared_prefix: 100}\n"));
  std::vector<std::string> names = study.variables.names();
  const auto count = [&](const std::string& name) { return std::count(names.begin(), names.end(), name); };
  CHECK(count("accelerators.h100-80-sxm.rent.on_demand") == 1);
  CHECK(count("economics.electricity") == 1);
  CHECK(count("cache.hit_rate.openai/gpt-4o") == 1);
}

TEST_CASE("a number of an option can be correlated by its path, whatever its draws are called") {
  const Study study = good_study(
      scenario("correlations: [{between: [options.a.accuracy, options.b.discount], spearman: -0.5}]\n",
               gpt("a", "accuracy: 84% to 90%") + gpt("b", "accuracy: 80%, discount: 1% to 9%")));
  REQUIRE(study.variables.correlations.size() == 1);
  CHECK(study.variables.correlations[0].a == "quality.gpt-4o.general-knowledge");
  CHECK(study.variables.correlations[0].b == "discount.openai/gpt-4o");
}

TEST_CASE("names that mean nothing are refused, blocks that nobody uses are warned of") {
  const std::string option = gpt("a", "accuracy: 84%");
  CHECK(complaints(scenario("models: {gpt-4oo: {accuracy: 90%}}\n", option)) ==
        "s.yaml:4:10: unknown model 'gpt-4oo' at models.gpt-4oo; did you mean 'gpt-4o'?\n");
  CHECK(complaints(scenario(
            "endpoints: {openai/gpt4p: {speed: {ttft: 1 s, tokens_per_second: 5 tokens/s}}}\n", option)) ==
        "s.yaml:4:13: unknown endpoint 'openai/gpt4p' at endpoints.openai/gpt4p; did you mean "
        "'openai/gpt-4o'?\n");
  CHECK(complaints(scenario("models: {gpt-4o: {accuracy: 90%}, openai/gpt-4o: {accuracy: 91%}}\n", option)) ==
        "s.yaml:4:35: 'openai/gpt-4o' is said of a second time, under another name at models.openai/gpt-4o; "
        "keep one of the two\n");
  CHECK(complaints(scenario("models: {gpt-4o: {accuracy: {codding: 90%}}}\n", option)) ==
        "s.yaml:4:30: no request class has the task 'codding' at models.gpt-4o.accuracy.codding\n");
  CHECK(warnings(scenario("models: {gpt-4o-mini: {accuracy: 90%}}\n", option)) ==
        std::vector<std::string>{"s.yaml:4:10: no option takes what is said of the model 'gpt-4o-mini'"});
  CHECK(complaints(scenario("", option), {"models.gpt-4o-mini.accuracy=90%"}) ==
        "--set models.gpt-4o-mini.accuracy=90%: no option takes what is said of the model 'gpt-4o-mini'\n");
}

TEST_CASE(
    "an option that pays one dollar more than its twin is never the cheapest, in any shipped scenario") {
  for (const std::string& path : shipped_scenarios()) {
    Diagnostics diagnostics;
    const ScenarioTree tree = *read_scenario_tree(path, diagnostics);
    std::vector<std::string> twins;
    for (const Node& each : tree.root.find("options")->children()) {
      const std::string text = written(each);  // its name, then its keys
      twins.push_back("options.\"" + each.key() + "-twin\"=" + text.substr(text.find('\n')));
    }
    Study study = study_of(*with_overrides(tree, twins, diagnostics), diagnostics);
    INFO(path << diagnostics.rendered());
    REQUIRE_FALSE(diagnostics.has_errors());
    for (Option& option : study.options)
      if (option.name.ends_with("-twin")) option.contracts.emplace_back(one_dollar());
    for (const OptionResult& option : simulate(study, walked(1024)).options) {
      if (!option.name.ends_with("-twin") || option.find(measures::cheapest) == nullptr) continue;
      CAPTURE(option.name);
      CHECK(option.find(measures::cheapest)->mean.value == 0);
    }
  }
}
