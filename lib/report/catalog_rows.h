#pragma once
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "report/layout.h"

namespace llmtco {

/// Entries of the catalogue with their source and date.
std::string catalog_text(const std::vector<CatalogRow>& rows, const Style& style);
std::string catalog_json(const std::vector<CatalogRow>& rows);
std::string catalog_csv(const std::vector<CatalogRow>& rows);
std::string catalog_markdown(const std::vector<CatalogRow>& rows);

}  // namespace llmtco
