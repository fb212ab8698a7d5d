#include "catalog/model_name.h"

namespace llmtco {

std::string model_name(const Catalog& catalog, std::string_view name) {
  std::string base(name);
  const Found<PriceList> list = catalog.price_list(name);
  if (const auto* prices = std::get_if<PriceList>(&list))
    base = prices->serves.empty() ? prices->model : prices->serves;
  const Found<ModelQuality> quality = catalog.quality(base);
  if (const auto* figures = std::get_if<ModelQuality>(&quality)) return figures->id;
  const Found<Model> model = catalog.model(base);
  if (const auto* shape = std::get_if<Model>(&model)) return shape->id;
  return base;
}

}  // namespace llmtco
