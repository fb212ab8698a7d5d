#pragma once
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "report/layout.h"

namespace llmtco {

/// Entries of the catalogue with the values that tell them apart, source and date. As text and Markdown, a
/// table for each section, in the order of the rows; the sources of a text stand once each below the tables.
std::string catalog_text(const Catalog& catalog, const std::vector<CatalogRow>& rows, const Style& style);
std::string catalog_markdown(const Catalog& catalog, const std::vector<CatalogRow>& rows);
std::string catalog_json(const Catalog& catalog, const std::vector<CatalogRow>& rows);
/// One table whose columns are the values of all sections there are in it.
std::string catalog_csv(const Catalog& catalog, const std::vector<CatalogRow>& rows);

}  // namespace llmtco
