#include <doctest/doctest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "deployment/each_input.h"
#include "montecarlo/simulate.h"
#include "reading.h"

using namespace llmtco;

namespace {

bool is_place(const std::string& text) {
  static const std::regex file_line_column(R"(.+\.yaml:[1-9][0-9]*:[1-9][0-9]*)");
  return std::regex_match(text, file_line_column);
}

/// What a reader of an explanation needs of an origin, by its kind.
void check_told(const Origin& origin) {
  CAPTURE(origin.name);
  CAPTURE(origin.place);
  CAPTURE(to_text(origin.kind));
  CHECK_FALSE(origin.name.empty());
  CHECK_FALSE(origin.source.empty());
  switch (origin.kind) {
    case Origin::Kind::scenario:
      CHECK(is_place(origin.place));
      break;
    case Origin::Kind::override_:
      CHECK(origin.place.starts_with("--set "));
      break;
    case Origin::Kind::catalogue:
      CHECK(origin.place.find(".yaml") != std::string::npos);
      CHECK_FALSE(origin.as_of.empty());
      break;
    case Origin::Kind::calibration:
      CHECK(is_place(origin.place));
      break;
    case Origin::Kind::assumed:
      CHECK(origin.place.empty());
      break;
  }
}

std::size_t check_all_told(const Study& study) {
  std::size_t inputs = 0;
  for_each_input(study.demand, study.options, [&](const auto& input) {
    ++inputs;
    REQUIRE(input.origin != no_origin);
    check_told(study.variables.origin(input.origin));
  });
  for (const Variable& variable : study.variables.drawn()) {
    CAPTURE(variable.name);
    REQUIRE(variable.origin != no_origin);
    check_told(study.variables.origin(variable.origin));
  }
  return inputs;
}

const Origin& origin_of(const Study& study, const std::string& name) {
  const auto& all = study.variables.origins();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Origin& o) { return o.name == name; });
  CAPTURE(name);
  REQUIRE(found != all.end());
  return *found;
}

}  // namespace

TEST_CASE("every number of every shipped scenario says where it comes from") {
  std::size_t inputs = 0;
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    inputs += check_all_told(shipped_study(path));
  }
  CHECK(inputs > 300);
}

TEST_CASE("the graph of a study holds draws and what the author wrote, no formula of ours") {
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const Study study = shipped_study(path);
    for (std::size_t i = 0; i < study.variables.graph().size(); ++i) {
      const GraphNode& node = study.variables.graph()[static_cast<NodeId>(i)];
      if (node.operation != Operation::draw && node.operation != Operation::constant) continue;
      REQUIRE(node.origin != no_origin);
    }
  }
  // A split of drawn shares, a drawn accuracy less a loss and a drawn TTFT without a 95th percentile: three
  // formulas of ours, and only draws in the graph.
  const Study study = good_study(small_scenario("700") + R"(  own:
    {kind: rented, model: llama-3.1-8b, format: gguf-q4_k_m, engine: llama.cpp, accelerator: h100-80-sxm, gpus_per_replica: 1}
  fast: {kind: custom, lines: [{item: it, kind: invoiced, cost: $1/h}], speed: {ttft: 0.2 s to 0.4 s, tokens_per_second: 50 tokens/s}}
  mix: {kind: split, parts: {own: 20% to 40%, hosted: 70%}}
)");
  std::size_t draws = 0;
  for (std::size_t i = 0; i < study.variables.graph().size(); ++i) {
    CHECK(study.variables.graph()[static_cast<NodeId>(i)].operation == Operation::draw);
    ++draws;
  }
  CHECK(draws == study.variables.drawn().size());
  CHECK(draws > 3);
}

TEST_CASE("every draw of a shipped scenario is reached from a number of its demand or its options") {
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const Study study = shipped_study(path);
    const Graph& graph = study.variables.graph();
    std::vector<bool> reached(graph.size(), false);
    for_each_input(study.demand, study.options, [&](const auto& input) {
      if (!input.is_known()) reached[static_cast<std::size_t>(input.node)] = true;
    });
    std::size_t draws = 0;
    for (std::size_t i = graph.size(); i-- > 0;) {  // operands stand before their users
      if (!reached[i]) continue;
      const GraphNode& node = graph[static_cast<NodeId>(i)];
      for (const NodeId operand : {node.left, node.right})
        if (operand != known) reached[static_cast<std::size_t>(operand)] = true;
      draws += node.operation == Operation::draw ? 1 : 0;
    }
    CHECK(draws == study.variables.drawn().size());
  }
}

TEST_CASE("a number of the file has its path, its place and its text as origin") {
  const Study study = good_study(small_scenario("{mean: 600 to 800, cv: 0.5}"));
  const Origin& mean = origin_of(study, "workload.chat.input_tokens.mean");
  CHECK(mean.kind == Origin::Kind::scenario);
  CHECK(mean.place == "s.yaml:7:26");
  CHECK(mean.source == "600 to 800");
  CHECK(study.demand.workload.classes[0].input.mean.node != known);
}

TEST_CASE("a --set is the origin of the number it gives") {
  const Study study = good_study(small_scenario("700"), {"workload.chat.requests=2M/month"});
  const Origin& requests = origin_of(study, "workload.chat.requests");
  CHECK(requests.kind == Origin::Kind::override_);
  CHECK(requests.place == "--set workload.chat.requests=2M/month");
  CHECK(requests.source == "2M/month");
}

TEST_CASE("a price of the catalogue has its row, its source and its date as origin") {
  const Study study = good_study(small_scenario("700"));
  const Origin& input = origin_of(study, "openai/gpt-4o.input");
  CHECK(input.kind == Origin::Kind::catalogue);
  CHECK(input.place.starts_with("data/prices.yaml:"));
  CHECK(input.source.size() > 5);
  CHECK(input.as_of.size() == 10);
}

TEST_CASE("the price of a tier is told apart from the base price") {
  const Study study =
      good_study(small_scenario("700") + "  g: {kind: api, endpoint: gemini-3.1-pro-preview}\n");
  const auto& tiers = std::get<TokenTariff>(study.options.back().contracts.at(0)).windows[0].tiers;
  REQUIRE(tiers.size() == 2);
  const Origin& base = study.variables.origin(tiers[0].prices.input.origin);
  const Origin& tier = study.variables.origin(tiers[1].prices.input.origin);
  CHECK(base.name == "google/gemini-3.1-pro-preview.input");
  CHECK(tier.name == "google/gemini-3.1-pro-preview.input, over 200k input");
  CHECK(base.place != tier.place);
}

TEST_CASE("a batch tier is a factor of the list price with an origin of its own") {
  const Study study =
      good_study(small_scenario("700") + "  batch: {kind: api, endpoint: openai/gpt-4o, tier: batch}\n");
  const auto& api = std::get<TokenTariff>(study.options.back().contracts.at(0));
  CHECK(api.service_factor.constant == 0.5);
  const Origin& factor = study.variables.origin(api.service_factor.origin);
  CHECK(factor.name == "openai/gpt-4o.batch");
  CHECK(factor.kind == Origin::Kind::catalogue);
  const auto& list = std::get<TokenTariff>(study.options.front().contracts.at(0));
  CHECK(api.windows[0].tiers[0].prices.input.constant == list.windows[0].tiers[0].prices.input.constant);
}

TEST_CASE("what the scenario leaves out is assumed, in words") {
  const Study study = good_study(small_scenario("700"));
  const RequestClass& chat = study.demand.workload.classes[0];
  const Origin& growth = study.variables.origin(chat.growth_per_month.origin);
  CHECK(growth.kind == Origin::Kind::assumed);
  CHECK(growth.name == "workload.chat.growth_per_month");
  CHECK(growth.source == "the volume does not grow");
}

TEST_CASE("every default of a shipped scenario is listed once, with what its alternatives would do") {
  Settings settings = walked(1024);
  settings.assumption_effects = true;
  std::size_t defaults = 0;
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const Study study = shipped_study(path);
    const Result result = simulate(study, settings);
    std::set<std::string> listed;
    for (const Assumption& each : result.assumptions) {
      CAPTURE(each.text);
      CHECK(listed.insert(each.text).second);
      CHECK_FALSE(each.options.empty());
    }
    for_each_input(study.demand, study.options, [&](const auto& number) {
      if (number.origin == no_origin) return;
      const Origin& origin = study.variables.origin(number.origin);
      if (origin.kind != Origin::Kind::assumed || (origin.instead && origin.instead->empty())) return;
      CAPTURE(origin.name);
      CHECK(listed.contains(origin.source));
      ++defaults;
    });
    for (const Option& option : study.options) {
      for (const Assumed& each : option.assumed)
        CHECK(listed.contains(study.variables.origin(each.words).source));
    }
  }
  CHECK(defaults > 20);
}

TEST_CASE("a variable, a formula and a number in it each have their own place") {
  const Study study = good_study(
      small_scenario("= length * 1.2", "variables:\n  length: {uniform: {low: 500, high: 700}}\n"));
  const RequestClass& chat = study.demand.workload.classes[0];
  const GraphNode& product = study.variables.graph()[chat.input.mean.node];
  CHECK(product.operation == Operation::multiply);
  CHECK(study.variables.origin(product.origin).name == "workload.chat.input_tokens");
  CHECK(study.variables.origin(product.origin).source == "= length * 1.2");
  const Origin& length = study.variables.origin(study.variables.graph()[product.left].origin);
  CHECK(length.name == "variables.length");
  CHECK(length.place == "s.yaml:10:11");
  CHECK(length.source == "uniform: low 500, high 700");
  const Origin& literal = study.variables.origin(study.variables.graph()[product.right].origin);
  CHECK(literal.name == "1.2");
  CHECK(literal.place == study.variables.origin(product.origin).place);
}
