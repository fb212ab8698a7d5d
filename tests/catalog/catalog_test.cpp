#include <doctest/doctest.h>

#include "catalog/catalog.h"
#include "catalog/embedded.h"
#include "catalog/fingerprint.h"
#include "host/sha256.h"

using namespace llmtco;

namespace {

bool date_or_unknown(const std::string& as_of) {
  return as_of == "unknown" || (as_of.size() >= 4 && as_of.compare(0, 1, "2") == 0);
}

template <class T>
void check_provenance(const Found<T>& found, const CatalogRow& row) {
  REQUIRE(std::holds_alternative<T>(found));
  const T& entry = std::get<T>(found);
  CHECK(entry.id == row.id);
  CHECK(entry.source.size() >= 4);
  CHECK(date_or_unknown(entry.as_of));
  CHECK(entry.where == row.where);
  CHECK_FALSE(entry.from_overlay);
}

}  // namespace

TEST_CASE("every entry of every file can be read, has a source and a date, and knows its line") {
  const Catalog catalog;
  for (const CatalogKind kind : all_catalog_kinds()) {
    const auto rows = catalog.list(kind);
    CHECK(rows.size() >= 5);
    for (const CatalogRow& row : rows) {
      CAPTURE(row.id);
      switch (kind) {
        case CatalogKind::accelerators:
          check_provenance(catalog.accelerator(row.id), row);
          break;
        case CatalogKind::models:
          check_provenance(catalog.model(row.id), row);
          break;
        case CatalogKind::formats:
          check_provenance(catalog.format(row.id), row);
          break;
        case CatalogKind::engines:
          check_provenance(catalog.engine(row.id), row);
          break;
        case CatalogKind::prices:
          check_provenance(catalog.price_list(row.id), row);
          break;
        case CatalogKind::providers:
          check_provenance(catalog.provider(row.id), row);
          break;
        case CatalogKind::endpoint_speeds:
          check_provenance(catalog.endpoint_speed(row.id), row);
          break;
        case CatalogKind::quality:
          check_provenance(catalog.quality(row.id), row);
          break;
        case CatalogKind::quantization:
          check_provenance(catalog.quantization(row.id), row);
          break;
        case CatalogKind::economics:
          check_provenance(catalog.economic_figure(row.id), row);
          break;
        case CatalogKind::tokenizers:
          check_provenance(catalog.tokenizer(row.id), row);
          break;
        case CatalogKind::answers:
          check_provenance(catalog.answer_habits(row.id), row);
          break;
      }
    }
  }
}

TEST_CASE("the fingerprint is that of the entries which are built in") {
  std::string hashes;
  for (const CatalogKind kind : all_catalog_kinds()) hashes += sha256(embedded_data(to_text(kind)));
  CHECK(catalogue_fingerprint() == sha256(hashes));
}
