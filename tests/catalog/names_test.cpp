#include <algorithm>

#include "catalog/completeness.h"
#include "get.h"

// Speeds and scores find the endpoint they are of.

using namespace llmtco;

TEST_CASE("an API that serves an open model shares that model's accuracy, and finds its own speeds") {
  const Catalog catalog;
  for (const std::string& id : catalog.ids(CatalogKind::prices)) {
    CAPTURE(id);
    const PriceList list = got(catalog.price_list(id));
    if (!list.serves.empty()) CHECK(got(catalog.model(list.serves)).id == list.serves);
  }
  const PriceList groq = got(catalog.price_list("groq/llama-3.3-70b-versatile"));
  CHECK(got(catalog.quality(groq.served())).id == "llama-3.3-70b");
  CHECK(got(catalog.quality(got(catalog.price_list("openai/gpt-4o")).served())).id == "gpt-4o");
  CHECK(got(catalog.quality(got(catalog.price_list("anthropic/claude-3-5-haiku-latest")).served())).id ==
        "claude-3-5-haiku");
  const auto speeds = catalog.speeds_of(got(catalog.price_list("groq/llama2-70b-4096")));
  REQUIRE(speeds.size() == 2);  // measured in January 2024, claimed in February
  CHECK(speeds[0].output_typical->base_units() == doctest::Approx(185.1));
  for (const EndpointSpeed& speed : catalog.speeds_of(got(catalog.price_list("openai/gpt-4o")))) {
    CHECK(speed.provider == "openai");
    CHECK(speed.model.rfind("gpt-4o", 0) == 0);  // dated names of it too
  }
  CHECK(catalog.speeds_of(got(catalog.price_list("openai/gpt-4o"))).size() == 5);
  CHECK(catalog.speeds_of(got(catalog.price_list("openai/gpt-6-luna"))).empty());
}

TEST_CASE("scores and speeds are tied to what is sold, however their source calls it") {
  const Catalog catalog;
  const auto model_of = [&](const char* id) {
    return got(catalog.quality(got(catalog.price_list(id)).served())).id;
  };
  CHECK(model_of("anthropic/claude-haiku-4-5") == "claude-haiku-4-5");  // claude-4-5-haiku of the leaderboard
  CHECK(model_of("amazon/global.anthropic.claude-opus-4-6-v1") == model_of("anthropic/claude-opus-4-6"));
  CHECK(got(catalog.quality("claude-3-haiku")).on("general-knowledge")->value == doctest::Approx(0.752));
  const auto untied = figures_of_nothing_sold(catalog);
  const auto all =
      catalog.list(CatalogKind::quality).size() + catalog.list(CatalogKind::endpoint_speeds).size();
  CHECK(all - untied.size() >= 440);
  const auto is = [](const char* id) {
    return [id](const CatalogFinding& each) { return each.entry == id; };
  };
  CHECK(std::none_of(untied.begin(), untied.end(), is("gpt-4o")));
  CHECK(std::any_of(untied.begin(), untied.end(), is("hermes-3-llama-3-1-70b")));
}

TEST_CASE(
    "an open model is as fast as its hosts where its seller was not measured, but on chips of his own") {
  const Catalog catalog;
  const auto many = [&](const char* id) {
    const auto speeds = catalog.speeds_of(got(catalog.price_list(id)));
    return std::count_if(speeds.begin(), speeds.end(), [](const EndpointSpeed& speed) {
      return speed.provider == EndpointSpeed::many_hosts;
    });
  };
  CHECK(many("mistral/mistral-7b") == 1);
  CHECK(many("openrouter/meta-llama/llama-3.3-70b-instruct") == 1);
  CHECK(many("cerebras/llama-3.3-70b") == 0);
}
