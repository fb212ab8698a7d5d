#include "catalog/tokens.h"

#include <doctest/doctest.h>

#include <map>

#include "catalog/catalog.h"
#include "text/diagnostics.h"

using namespace llmtco;

TEST_CASE("words fit a name where they stand in it whole, and the longest decide") {
  CHECK(fit("gpt-5", "openai/gpt-5.6-sol") == 5);
  CHECK(fit("gpt-5.6", "gpt-5.6-sol") == 7);
  CHECK(fit("gpt-4", "gpt-4o") == 0);
  CHECK(fit("gpt-4-1", "gpt-4-1106-preview") == 0);
  CHECK(fit("claude_opus_4_7", "Claude-Opus-4.7") == 15);
  CHECK(fit("", "gpt-4o") == 0);
}

TEST_CASE("each model is cut by the tokenizer of its family") {
  const Catalog catalog;
  const std::map<std::string, std::string> families{{"gpt-4o-mini", "o200k"},
                                                    {"gpt-4.1-nano", "o200k"},
                                                    {"gpt-4-1106-preview", "cl100k"},
                                                    {"o4-mini", "o200k"},
                                                    {"gpt-oss-120b", "o200k"},
                                                    {"llama-3.3-70b", "llama-3"},
                                                    {"llama-2-70b", "llama-2"},
                                                    {"mistral-7b", "mistral-v1"},
                                                    {"mistral-large-2512", "tekken"},
                                                    {"qwen2.5-7b", "qwen-2"},
                                                    {"qwen3-32b", "qwen-2"},
                                                    {"deepseek-r1", "deepseek-v3"},
                                                    {"deepseek-r1-distill-qwen-14b", "qwen-2"},
                                                    {"claude-3-5-sonnet", "claude-3"},
                                                    {"claude-sonnet-4-5", "claude-3"},
                                                    {"claude-opus-4-6", "claude-3"},
                                                    {"claude-opus-4-7", "claude-4.7"},
                                                    {"claude-sonnet-5", "claude-4.7"},
                                                    {"gemini-2.5-flash-lite", "gemini"},
                                                    {"gemma-2-9b", "gemma-2"},
                                                    {"gemma-3-27b", "gemma-3"},
                                                    {"grok-4.5", "unknown"},
                                                    {"qwen3.6-plus", "unknown"},
                                                    {"llama-4-scout", "unknown"},
                                                    {"acme-1", "unknown"}};
  for (const auto& [model, family] : families) {
    const std::string& of = model;
    CAPTURE(of);
    CHECK(catalog.tokenizer_of(model).id == family);
  }
}

TEST_CASE(
    "the reference is 1 of every kind of text, and an unknown tokenizer is as uncertain as all together") {
  const Catalog catalog;
  const Tokenizer unknown = std::get<Tokenizer>(catalog.tokenizer("unknown"));
  for (const std::string_view kind : text_kinds) {
    CAPTURE(kind);
    const Range<double> reference = catalog.tokenizer_of("gpt-4o").factors.find(kind)->second;
    CHECK(reference.low == 1);
    CHECK(reference.high == 1);
    const Range<double> any = unknown.factors.find(kind)->second;
    for (const char* id :
         {"llama-3", "tekken", "gemma-3", "deepseek-v3", "qwen-2", "claude-3", "claude-4.7"}) {
      const Tokenizer each = std::get<Tokenizer>(catalog.tokenizer(id));
      const auto own = each.factors.find(kind);
      if (own == each.factors.end()) continue;
      CHECK(any.low <= own->second.low);
      CHECK(own->second.high <= any.high);
    }
  }
  // One family runs from 0.67 to 1.36.
  const Tokenizer gemma = catalog.tokenizer_of("gemma-3-27b");
  CHECK(gemma.factors.at("tables").low == 1.356);
  CHECK(gemma.factors.at("japanese").low == 0.673);
}

TEST_CASE(
    "a model that thinks has an interval of thoughts over its answer, down to an eighth of what was "
    "measured") {
  const Catalog catalog;
  const AnswerHabits gpt_5 = catalog.answers_of("gpt-5");
  CHECK(gpt_5.usual == "high");
  CHECK(gpt_5.thoughts_at("high")->high == 14.6);
  CHECK(gpt_5.thoughts_at("low") == nullptr);
  CHECK(gpt_5.keeps == KeepsThoughts::tools);
  CHECK(catalog.answers_of("claude-opus-4-8").keeps == KeepsThoughts::turns);
  CHECK(catalog.answers_of("gpt-4o").thoughts.empty());
  CHECK(catalog.answers_of("o4-mini").id == "reasoning-model");
  CHECK(catalog.answers_of("llama-3.1-8b").id == "unknown");
  for (const std::string& id : catalog.ids(CatalogKind::answers)) {
    CAPTURE(id);
    const AnswerHabits each = std::get<AnswerHabits>(catalog.answer_habits(id));
    for (const auto& [effort, range] : each.thoughts) {
      const std::string& at = effort;
      CAPTURE(at);
      CHECK((range.high == 0) == (effort == "none"));
      CHECK(range.high < 60);
    }
  }
}

TEST_CASE("a tokenizer of one's own goes before the built-in ones, and its mistakes are told") {
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.overlay_text(
      "tokenizers:\n  mine: {name: Mine, serves: [acme-1], source: counted, as_of: 2026-11-01, factors: "
      "{prose: "
      "1.2 to 1.3}}\n",
      "mine.yaml", diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  CHECK(catalog.tokenizer_of("acme-1-large").id == "mine");
  catalog.overlay_text(
      "tokenizers:\n  bad: {name: Bad, source: s, as_of: 2026-11-01, factors: {prosa: 1.2}}\nanswers:\n  b: "
      "{name: B, "
      "source: s, as_of: 2026-11-01, thoughts: {high: 2 to 3}}\n",
      "bad.yaml", diagnostics);
  std::string all;
  for (const Diagnostic& each : diagnostics.sorted()) all += each.message + "; " + each.hint + "\n";
  CHECK(all ==
        "unknown kind of text 'prosa'; did you mean 'prose'?\nthe usual effort of 'b' is one of its "
        "thoughts; \n");
}
