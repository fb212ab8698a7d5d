#include <algorithm>
#include <map>

#include "catalog/embedded.h"
#include "get.h"
#include "yaml/read.h"

using namespace llmtco;

TEST_CASE("spelling variants mean one entry") {
  const Catalog catalog;
  CHECK(got(catalog.accelerator("A100 80GB")).id == "a100-80-sxm");
  CHECK(got(catalog.accelerator("rtx 4090")).id == "rtx-4090");
  CHECK(got(catalog.accelerator("MI250X (one GCD)")).id == "mi250x-gcd");
  CHECK(got(catalog.model("Llama2-70B")).id == "llama-2-70b");
  CHECK(got(catalog.model("meta-llama/Llama-3.1-8B-Instruct")).id == "llama-3.1-8b");
  CHECK(got(catalog.model("Command-R")).id == "command-r");
  CHECK(got(catalog.model("Command-R+")).id == "command-r-plus");
  CHECK(got(catalog.format("fp8")).id == "fp8");
  CHECK(got(catalog.format("Q4_K_M")).id == "gguf-q4_k_m");
  CHECK(got(catalog.format("QuIP#-2bit")).id == "quip-2bit");
}

TEST_CASE("an unknown name is refused with the one that was meant") {
  const Catalog catalog;
  CHECK(refused(catalog.model("lama-3.1-8b")) == "unknown model 'lama-3.1-8b'; did you mean 'llama-3.1-8b'?");
  CHECK(refused(catalog.accelerator("h10")) == "unknown accelerator 'h10'; did you mean 'h20'?");
  CHECK(refused(catalog.price_list("gpt4o-mni")) ==
        "unknown API model 'gpt4o-mni'; did you mean 'gpt-4o-mini'?");
  CHECK(refused(catalog.format("gptq-4bit-g12")) ==
        "unknown weight format 'gptq-4bit-g12'; did you mean 'gptq-4bit-g128'?");
  CHECK(refused(catalog.engine("zzzzzzzz")) ==
        "unknown engine 'zzzzzzzz'; see `llmtco catalog list engines`");
  CHECK(refused(catalog.model("")) == "unknown model ''; see `llmtco catalog list models`");
}

TEST_CASE("a model is meant by its words and its size, never one of another size") {
  const Catalog catalog;
  for (const char* name : {"llama-70b", "Llama 70B", "70b-llama"}) {
    CAPTURE(name);
    CHECK(refused(catalog.model(name)).find("; did you mean 'llama-3.3-70b' or 'llama-3.1-70b'?") !=
          std::string::npos);
  }
  CHECK(refused(catalog.model("llama-3.1-7b")).find("8b") == std::string::npos);
  CHECK(refused(catalog.model("llama-3.1-80b")).find("8b'") == std::string::npos);
  CHECK(refused(catalog.model("lama-3.1-70b")) ==
        "unknown model 'lama-3.1-70b'; did you mean 'llama-3.1-70b'?");
}

TEST_CASE("no name means two entries") {
  const Catalog catalog;
  for (const CatalogKind kind : {CatalogKind::accelerators, CatalogKind::models, CatalogKind::formats,
                                 CatalogKind::engines, CatalogKind::providers, CatalogKind::quality}) {
    std::map<std::string, std::string> owner;
    for (const std::string& id : catalog.ids(kind)) {
      std::vector<std::string> names = {id};
      const auto add = [&](const auto& found) {
        const auto& aliases = got(found).aliases;
        names.insert(names.end(), aliases.begin(), aliases.end());
      };
      if (kind == CatalogKind::accelerators) add(catalog.accelerator(id));
      if (kind == CatalogKind::models) add(catalog.model(id));
      if (kind == CatalogKind::formats) add(catalog.format(id));
      if (kind == CatalogKind::engines) add(catalog.engine(id));
      if (kind == CatalogKind::providers) add(catalog.provider(id));
      if (kind == CatalogKind::quality) add(catalog.quality(id));
      for (const std::string& name : names) {
        const std::string& known = owner.emplace(folded_name(name), id).first->second;
        CHECK_MESSAGE(known == id, name, " means both ", known, " and ", id);
      }
    }
  }
}

TEST_CASE("the place of an entry is its line in the data file") {
  const Model model = got(Catalog().model("mixtral-8x7b"));
  CHECK(model.where.file == "data/models.yaml");
  const std::string_view file = embedded_data("models");
  std::size_t at = 0;
  for (int line = 1; line < model.where.line; ++line) at = file.find('\n', at) + 1;
  CHECK(file.substr(at, 13) == "mixtral-8x7b:");
}

TEST_CASE("the shipped text reads as one document with the entries the index finds, in the same order") {
  const Catalog catalog;
  for (const CatalogKind kind : all_catalog_kinds()) {
    CAPTURE(to_text(kind));
    Diagnostics diagnostics;
    const auto root =
        read_text(std::string(embedded_data(to_text(kind))), std::string(to_text(kind)), diagnostics);
    REQUIRE_MESSAGE((root && !diagnostics.has_errors()), diagnostics.rendered());
    const auto children = root->children();
    const auto rows = catalog.list(kind);
    REQUIRE(children.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      CHECK(rows[i].id == children[i].key());
      CHECK(rows[i].where.line == children[i].key_location().line);
    }
  }
}

TEST_CASE("searching finds entries that have all the words, in any file") {
  const Catalog catalog;
  const auto found = [&](const char* words, CatalogKind kind, const std::string& id) {
    const auto rows = catalog.search(words);
    return std::any_of(rows.begin(), rows.end(),
                       [&](const CatalogRow& r) { return r.kind == kind && r.id == id; });
  };
  CHECK(found("llama 70B GROQ", CatalogKind::prices, "groq/llama-3.3-70b-versatile"));
  CHECK(found("70b llama groq", CatalogKind::endpoint_speeds, "groq/llama-2-70b-chat@2024-01"));
  CHECK_FALSE(found("llama 70B groq", CatalogKind::prices, "cerebras/llama-3.3-70b"));
  const auto llamas = catalog.search("llama 70b");
  REQUIRE(llamas.size() > 10);
  CHECK(llamas.front().kind == CatalogKind::models);
  CHECK(llamas.back().kind == CatalogKind::quantization);
  for (const CatalogRow& row : llamas)
    CHECK(row.kind != CatalogKind::accelerators);  // only their notes have it
  CHECK(catalog.search("gpt 4o mini").front().id == "openai/gpt-4o-mini");
  CHECK(catalog.search("q4_k_m").front().id == "gguf-q4_k_m");  // by its alias
  CHECK_FALSE(catalog.search("runpod").empty());                // by its source, as no name has it
  CHECK(catalog.search("nosuchword").empty());
  CHECK(catalog.search("").empty());
}

TEST_CASE("an entry is shown as it is written, and an overlay's entry as YAML") {
  Catalog catalog;
  CHECK(got(catalog.text(CatalogKind::accelerators, "RTX 4090")).find("# Two sources") != std::string::npos);
  Diagnostics diagnostics;
  catalog.overlay_text("models:\n  mine: {based_on: phi-4, source: 'a: b', as_of: 2026}\n", "m.yaml",
                       diagnostics);
  const std::string text = got(catalog.text(CatalogKind::models, "mine"));
  CHECK(text.substr(0, 27) == "mine:\n  source: \"a: b\"\n  as");
  CHECK(text.find("  layers: 40\n") != std::string::npos);
}
