#include <algorithm>
#include <map>

#include "get.h"

using namespace llmtco;

TEST_CASE("accuracy comes with its benchmark, its size and who says so") {
  const Catalog catalog;
  const Accuracy gpt4 = *got(catalog.quality("gpt-4-1106-preview")).on("general-knowledge");
  CHECK(gpt4.value == doctest::Approx(0.8058));
  CHECK(gpt4.questions == 14042);
  CHECK(gpt4.source == "lm-sys/RouteLLM evaluation on MMLU");
  const ModelQuality mixtral = got(catalog.quality("mixtral-8x7b"));
  const bool as_router = std::any_of(mixtral.results.begin(), mixtral.results.end(),
                                     [](const Accuracy& a) { return a.value > 0.6807 && a.value < 0.6809; });
  CHECK(as_router);
  CHECK(got(catalog.quality("llama-3.1-8b")).on("coding")->value == doctest::Approx(0.726));
  CHECK(got(catalog.quality("gpt-4o")).on("poetry") == nullptr);
}

TEST_CASE("a larger model of a family knows more") {
  const Catalog catalog;
  const auto mmlu = [&](const char* model) {
    return got(catalog.quality(model)).on("general-knowledge")->value;
  };
  CHECK(mmlu("llama-3.2-1b") < mmlu("llama-3.2-3b"));
  CHECK(mmlu("llama-3.2-3b") < mmlu("llama-3.1-8b"));
  CHECK(mmlu("llama-3.1-8b") < mmlu("llama-3.1-70b"));
  CHECK(mmlu("llama-3.1-70b") < mmlu("llama-3.1-405b"));
  CHECK(mmlu("llama-2-7b") < mmlu("llama-2-13b"));
  CHECK(mmlu("llama-2-13b") < mmlu("llama-2-70b"));
  CHECK(mmlu("gpt-4o-mini") < mmlu("gpt-4o"));
}

TEST_CASE("quality of open models is named by the ids of the models") {
  const Catalog catalog;
  int open = 0;
  for (const std::string& id : catalog.ids(CatalogKind::quality)) {
    const bool is_api = std::holds_alternative<PriceList>(catalog.price_list(id));
    const auto model = catalog.model(id);
    if (std::holds_alternative<Model>(model)) {
      CHECK(std::get<Model>(model).id == id);
      ++open;
    }
    for (const Accuracy& result : got(catalog.quality(id)).results) {
      CHECK(result.value > 0.05);
      CHECK(result.value < 1);
      CHECK(result.as_of.size() >= 4);
    }
    (void)is_api;
  }
  CHECK(open >= 25);
}

TEST_CASE("quantization effects name formats of the catalogue and agree with themselves") {
  const Catalog catalog;
  int perplexities = 0;
  for (const std::string& id : catalog.ids(CatalogKind::quantization)) {
    CAPTURE(id);
    const QuantizationEffect effect = got(catalog.quantization(id));
    CHECK(std::holds_alternative<WeightFormat>(catalog.format(effect.format)));
    if (effect.perplexity_increase) ++perplexities;
    if (effect.mmlu && effect.mmlu_16bit && effect.mmlu_recovery) {
      CHECK(*effect.mmlu / *effect.mmlu_16bit == doctest::Approx(*effect.mmlu_recovery).epsilon(0.002));
    }
  }
  CHECK(perplexities >= 50);
}

TEST_CASE("the article's accuracy losses: 1.5 and 2.0 points, 1.7 % and 2.9 % relative") {
  const Catalog catalog;
  const QuantizationEffect large = got(catalog.quantization("article/70b-4-bit"));
  const QuantizationEffect small = got(catalog.quantization("article/8b-4-bit"));
  CHECK(*large.mmlu_16bit - *large.mmlu == doctest::Approx(0.015));
  CHECK(*small.mmlu_16bit - *small.mmlu == doctest::Approx(0.020));
  CHECK(1 - *large.mmlu / *large.mmlu_16bit == doctest::Approx(0.017).epsilon(0.03));
  CHECK(1 - *small.mmlu / *small.mmlu_16bit == doctest::Approx(0.029).epsilon(0.03));
}

TEST_CASE("the task classes are those of all results, each with its benchmarks") {
  std::map<std::string, int> results;
  Catalog catalog;
  for (const std::string& id : catalog.ids(CatalogKind::quality))
    for (const Accuracy& result : got(catalog.quality(id)).results) ++results[result.task];
  CHECK(catalog.tasks().size() == results.size());
  for (const CatalogTask& task : catalog.tasks()) {
    CAPTURE(task.name);
    CHECK(task.results == results[task.name]);
  }
  Diagnostics diagnostics;
  catalog.overlay_text(
      "quality:\n  ours: {source: s, as_of: 2026, results: [{task: letters, benchmark: B, accuracy: 86%}]}\n",
      "my.yaml", diagnostics);
  CHECK(catalog.tasks().front().name == "letters");
  CHECK(catalog.tasks().front().benchmarks == std::vector<std::string>{"B"});
}
