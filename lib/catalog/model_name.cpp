#include "catalog/model_name.h"

namespace llmtco {

std::string model_name(const Catalog& catalog, std::string_view name) {
  std::string base(name);
  if (const auto sold = catalog.canonical_id(CatalogKind::prices, name)) {
    const Found<PriceList> list = catalog.price_list(*sold);
    if (const auto* prices = std::get_if<PriceList>(&list)) base = prices->served();
  }
  return catalog.model_id(base).value_or(base);
}

}  // namespace llmtco
