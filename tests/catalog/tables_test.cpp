#include "catalog/tables.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "catalog/built_in.h"
#include "catalog/embedded.h"
#include "yaml/yaml.h"

namespace llmtco {
namespace {

/// The first place in which two values differ; empty where they are the same.
std::string difference(const Node& a, const Node& b) {
  const bool same = a.kind() == b.kind() && a.key() == b.key() && a.text() == b.text() &&
                    a.quoted() == b.quoted() && a.written_null() == b.written_null() &&
                    a.location() == b.location() && a.key_location() == b.key_location() &&
                    a.size() == b.size();
  if (!same) return a.path() + " at " + to_text(a.location());
  const std::vector<Node> in_a = a.children(), in_b = b.children();
  for (std::size_t i = 0; i < in_a.size(); ++i) {
    if (std::string found = difference(in_a[i], in_b[i]); !found.empty()) return found;
  }
  return "";
}

}  // namespace

TEST_CASE("what the build has compiled is what the text of a data file says, at the same places") {
  for (const CatalogKind kind : all_catalog_kinds()) {
    const std::string file = "data/" + std::string(to_text(kind)) + ".yaml";
    Diagnostics diagnostics;
    const auto root = read_text(std::string(embedded_data(to_text(kind))), file, diagnostics);
    REQUIRE_MESSAGE(root, diagnostics.rendered());
    const std::vector<Node> read = root->children();
    const std::vector<detail::BuiltIn> compiled = detail::all_built_in(kind);
    REQUIRE(read.size() == compiled.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
      CHECK(difference(compiled[i].node(), read[i]) == "");
      CHECK(compiled[i].id() == read[i].key());
      CHECK(compiled[i].line() == read[i].key_location().line);
      CHECK(compiled[i].text().starts_with(read[i].source()->line(compiled[i].line())));
      const auto aliases = read[i].find("aliases");
      CHECK(compiled[i].aliases().size() == (aliases ? aliases->size() : 0));
    }
  }
}

TEST_CASE("names of built-in entries stand in the order of their letters, where they are looked for") {
  for (const CatalogKind kind : all_catalog_kinds()) {
    const detail::Table& table = *detail::table_of(to_text(kind));
    for (const auto& names : {table.ids, table.folded, table.parts}) {
      CHECK(std::is_sorted(names.begin(), names.end(), [](const auto& a, const auto& b) {
        return detail::table_text(a.text) < detail::table_text(b.text);
      }));
    }
    for (const detail::EntryNames& names : detail::built_in_names(kind)) {
      CHECK(detail::built_in(kind, names.id)->id() == names.id);
      for (const std::string& name : detail::folded_names(kind, names))
        CHECK(detail::built_in_meant(kind, name));
    }
    CHECK_FALSE(detail::built_in(kind, "nobody's"));
    CHECK_FALSE(detail::built_in_meant(kind, ""));
  }
  CHECK(detail::table_of("nothing") == nullptr);
}

TEST_CASE("a field of an entry is told without making it a value") {
  const auto entry = detail::built_in(CatalogKind::models, "llama-3.1-8b");
  REQUIRE(entry);
  CHECK(entry->field("name") == entry->node().find("name")->text());
  CHECK(entry->field("aliases") == "");  // a list
  CHECK(entry->field("nothing") == "");
}

}  // namespace llmtco
