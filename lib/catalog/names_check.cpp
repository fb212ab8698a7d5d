#include <set>

#include "catalog/completeness.h"
#include "catalog/model_name.h"

namespace llmtco {
namespace {

/// What is sold, as the names of its models: alone, and with who sells it.
struct Sold {
  explicit Sold(const Catalog& catalog) {
    for (const CatalogRow& row : catalog.list(CatalogKind::prices)) {
      const std::string model = model_name(catalog, row.id);
      models.insert(model);
      by_seller.emplace(row.id.substr(0, row.id.find('/')), model);
    }
    for (const CatalogRow& row : catalog.list(CatalogKind::models))
      models.insert(model_name(catalog, row.id));
  }

  std::set<std::string> models;
  std::set<std::pair<std::string, std::string>> by_seller;
};

}  // namespace

std::vector<CatalogFinding> figures_of_nothing_sold(const Catalog& catalog) {
  const Sold sold(catalog);
  std::vector<CatalogFinding> findings;
  for (const CatalogRow& row : catalog.list(CatalogKind::quality)) {
    if (sold.models.count(row.id) == 0)
      findings.push_back({row.id, "its scores are of no price list and no shape", row.where});
  }
  for (const CatalogRow& row : catalog.list(CatalogKind::endpoint_speeds)) {
    const auto found = catalog.endpoint_speed(row.id);
    const auto* speed = std::get_if<EndpointSpeed>(&found);
    if (speed == nullptr) continue;
    const std::string model = model_name(catalog, speed->model);
    const bool known = speed->provider == EndpointSpeed::many_hosts
                           ? sold.models.count(model) > 0
                           : sold.by_seller.count({speed->provider, model}) > 0;
    if (!known) findings.push_back({row.id, "its speed is of no price list", row.where});
  }
  return findings;
}

}  // namespace llmtco
