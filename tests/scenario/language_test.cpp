#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "every_mapping.h"
#include "grammar_walk.h"
#include "reading.h"

// Options like others, notes, merge keys, texts over several lines: what saves an author from saying things twice.

using namespace llmtco;

namespace {

/// A scenario with options; the first is one of the author's own machines.
std::string with_options(const std::string& more) {
  return "scenario: A test\nas_of: 2026-09-23\nhorizon: 1 months\nworkload:\n"
         "  chat: {requests: 1M/month, input_tokens: 1000, output_tokens: 100, task: coding}\n"
         "options:\n"
         "  own:\n"
         "    kind: owned\n"
         "    description: Bought\n"
         "    model: llama-3.1-8b\n"
         "    format: fp8\n"
         "    engine: vllm\n"
         "    accelerator: h100-80-sxm\n"
         "    gpus_per_replica: 1\n"
         "    purchase: $28k to $34k\n"
         "    life: 36 months\n"
         "    accuracy: {coding: 70%}\n"
         "    cache: {hit_rate: 40%}\n" +
         more;
}

/// All figures of an option, and its lines.
std::string figures_of(const std::string& text, const std::string& name) {
  const Result result = answer(text);
  const OptionResult& o = option(result, name);
  std::string all = o.kind + o.description;
  for (const auto& [subject, measure, s, same_as] : o.figures) {
    if (measure->topic == Topic::ranking) continue;  // against the options beside it
    all += fmt::format(" {} {} {}", measure->id, s.mean.value, s.p95.value);
  }
  for (const LineResult& line : o.lines)
    all += fmt::format("\n{} {}", line.item, line.monthly_usd.mean.value);
  return all;
}

}  // namespace

TEST_CASE("an option like another has all its keys but the description, and its own win") {
  CHECK(figures_of(with_options("  b: {like: own, purchase: $50k}\n"), "b") ==
        figures_of(
            with_options("  b: {kind: owned, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: "
                         "h100-80-sxm, gpus_per_replica: 1, purchase: $50k, life: 36 months, accuracy: "
                         "{coding: 70%}, cache: {hit_rate: 40%}}\n"),
            "b"));
}

TEST_CASE("mappings are taken key by key, lists as a whole, and null takes a key away") {
  const Study study = good_study(with_options(
      "    other_costs: [{item: rack, kind: invoiced, cost: $100/month}, {item: hands, kind: "
      "staff, cost: $5/month}]\n"
      "  b: {like: own, cache: ~, other_costs: [{item: desk, kind: staff, cost: $1/month}]}\n"
      "  api: {kind: api, endpoint: acme/x, price: {input: $1/Mtok, output: $2/Mtok}, accuracy: 60%}\n"
      "  c: {like: api, price: {output: $3/Mtok}, accuracy: {coding: 75%}}\n"));
  const auto& b = std::get<Fleet>(study.options[1].serving);
  CHECK(b.cache_hit_rate.constant == 0);
  CHECK(std::get<CustomLines>(study.options[1].contracts.back()).lines.size() == 1);
  const TokenPrices& prices =
      std::get<TokenTariff>(study.options[3].contracts.at(0)).windows[0].tiers[0].prices;
  CHECK(prices.input.constant == 1.0 * usd / mtok);
  CHECK(prices.output.constant == 3.0 * usd / mtok);
  CHECK(study.options[3].answers.by_class.at("chat").base.constant == 0.75);
}

TEST_CASE("of another kind those keys are taken that both know and understand alike") {
  // Owned machines have a purchase price and a life, rented ones a price by the hour; the cache of an API has a life.
  CHECK(figures_of(with_options("  b: {like: own, kind: rented, price: $2.5/h}\n"), "b") ==
        figures_of(
            with_options("  b: {kind: rented, price: $2.5/h, model: llama-3.1-8b, format: fp8, engine: vllm, "
                         "accelerator: h100-80-sxm, gpus_per_replica: 1, accuracy: {coding: 70%}, cache: "
                         "{hit_rate: 40%}}\n"),
            "b"));
  CHECK(complaints(with_options(
            "  api: {kind: api, endpoint: acme/x, price: {input: $1/Mtok, output: $2/Mtok}, cache: "
            "{hit_rate: 10%, "
            "life: 1h}}\n"
            "  b: {like: api, kind: rented, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: "
            "h100-80-sxm, gpus_per_replica: 1}\n")) == "");
}

TEST_CASE("likeness goes on from option to option, in whatever order they stand") {
  const std::string chain =
      "  c: {like: b, gpus_per_replica: 2}\n  b: {like: own, kind: rented, price: $2/h}\n";
  const std::string turned =
      "  b: {like: own, kind: rented, price: $2/h}\n  c: {like: b, gpus_per_replica: 2}\n";
  CHECK(figures_of(with_options(chain), "c") == figures_of(with_options(turned), "c"));
  CHECK(figures_of(with_options(chain), "c") != figures_of(with_options(chain), "b"));
}

TEST_CASE("an option that can be like none is refused, and only for that") {
  CHECK(complaints(with_options("  b: {like: onw}\n")) ==
        "s.yaml:19:13: 'onw' is no option of this scenario at options.b.like; did you mean 'own'?\n");
  CHECK(complaints(with_options("  b: {like: b}\n")) ==
        "s.yaml:19:13: 'b' is like itself at options.b.like; one of them must have its own keys\n");
  CHECK(complaints(with_options("  b: {like: c}\n  c: {like: b}\n")) ==
        "s.yaml:20:13: 'c' and 'b' are like each other in a circle at options.c.like; one of them must have "
        "its own "
        "keys\n");
  CHECK(complaints(with_options("  b: {liek: own}\n")) ==
        "s.yaml:19:7: unknown key 'liek' in options.b; did you mean 'like'?\n");
  // A split that names it is not refused as well.
  CHECK(complaints(with_options("  b: {like: onw}\n  s: {kind: split, parts: {own: 50%, b: 50%}}\n")) ==
        "s.yaml:19:13: 'onw' is no option of this scenario at options.b.like; did you mean 'own'?\n");
}

TEST_CASE("what is taken over keeps the place where it stands, in errors and origins") {
  const Study study = good_study(with_options("  b: {like: own, gpus_per_replica: 2}\n"));
  const auto& owned = std::get<Owned>(study.options[1].contracts.at(0));
  CHECK(study.variables.origin(owned.capital.residual.origin).kind == Origin::Kind::assumed);
  CHECK(study.variables.origin(owned.capital.purchase.origin).place == "s.yaml:15:15");
  CHECK(study.variables.origin(owned.capital.purchase.origin).name == "options.b.purchase");
  CHECK(complaints(with_options("  b: {like: own, kind: rented, pipeline: 2}\n")).find("s.yaml:19:42: ") !=
        std::string::npos);
}

TEST_CASE("a mistake that several options take over is told once") {
  std::string wrong = with_options("  b: {like: own}\n  c: {like: b, kind: rented}\n");
  wrong.replace(wrong.find("format: fp8"), 11, "format: fp9");
  const std::string said = complaints(wrong);
  CHECK(said.starts_with("s.yaml:11:13: unknown weight format 'fp9' at options.own.format"));
  CHECK(std::count(said.begin(), said.end(), '\n') == 1);
}

TEST_CASE("an override reaches the options that are like the one it changes") {
  const std::string like = with_options("  b: {like: own, max_load: 60%}\n");
  const Study study = good_study(like, {"options.own.gpus_per_replica=2"});
  CHECK(std::get<Fleet>(study.options[1].serving).gpus() == 2);
  const Study doubled = good_study(like, {"options.b.gpus_per_replica=*2"});
  CHECK(std::get<Fleet>(doubled.options[0].serving).gpus() == 1);
  CHECK(std::get<Fleet>(doubled.options[1].serving).gpus() == 2);
  const Study uncached = good_study(like, {"options.b.cache=null"});
  CHECK(std::get<Fleet>(uncached.options[0].serving).cache_hit_rate.constant == 0.4);
  CHECK(std::get<Fleet>(uncached.options[1].serving).cache_hit_rate.constant == 0);
}

TEST_CASE("every mapping of the grammar may hold notes") {
  std::set<std::string> mappings;
  for (const GrammarKey& key : grammar_keys()) {
    CAPTURE(key.way);
    if (!mappings.insert(key.way.substr(0, key.way.size() - key.key.size())).second) continue;
    if (key.way.find("sample.") != std::string::npos) continue;  // beside a mean there is no sample
    const std::string path = path_of(key.way), parent = path.substr(0, path.size() - key.key.size());
    const std::string said = said_of_every_mapping({parent + "x-note={any: [thing]}"});
    if (said.find(" is the single value ") == std::string::npos) CHECK(said == "");
  }
  CHECK(mappings.size() > 20);
}

TEST_CASE("a note among names of the author's own is read over with a warning") {
  const Study study = good_study(with_options("  x-own: {kind: none}\n"));
  CHECK(study.options.size() == 1);
  CHECK(std::count(study.warnings.begin(), study.warnings.end(),
                   "s.yaml:19:3: the option 'x-own' is not read: keys that begin with x- are notes at "
                   "options.x-own") == 1);
}

TEST_CASE("anchors of notes and merge keys share keys between options") {
  const Study study =
      good_study("x-usual: &usual {kind: api, endpoint: openai/gpt-4o, discount: 10%}\n" +
                 with_options("  b: {<<: *usual}\n  c:\n    <<: *usual\n    discount: 20%\n"));
  CHECK(std::get<TokenTariff>(study.options[1].contracts.at(0)).discount.constant == 0.1);
  CHECK(std::get<TokenTariff>(study.options[2].contracts.at(0)).discount.constant == 0.2);
}

TEST_CASE("a description may go over several lines") {
  CHECK(
      good_study("description: |\n  Numbers of the second quarter.\n\n  Ask finance before changing them.\n" +
                 with_options(""))
          .description == "Numbers of the second quarter. Ask finance before changing them.");
  CHECK(good_study(with_options("    other_costs: []\n"), {"options.own.other_costs=null"})
            .options[0]
            .description == "Bought");
}
