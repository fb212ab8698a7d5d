#include "catalog/provider.h"

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "yaml/scalar.h"

namespace llmtco {

const ServiceTier* Provider::tier(std::string_view tier_name) const { return find_tier(tiers, tier_name); }

Provider detail::read_provider(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("provider '{}'", node.key()));
  Provider provider;
  reader.read_common(provider);
  if (reader.optional("cached_inside_input"))
    provider.cached_inside_input = reader.flag("cached_inside_input", true);

  provider.resells = reader.flag("resells", false);
  provider.own_silicon = reader.flag("own_silicon", false);
  const PriceRulesReader rules{reader, provider.source, provider.as_of};
  provider.tiers = rules.tiers();
  provider.regions = rules.regions();
  provider.tools = rules.tools();
  provider.least_cacheable = rules.least_cacheable();
  for (const Node& child : reader.optional_mapping("provisioned", "provisioned units")) {
    EntryReader unit(child, diagnostics, fmt::format("provisioned unit '{}'", child.key()));
    ProvisionedUnit u{child.key(), unit.quantity<UsdPerSecond>("price"), provider.source, provider.as_of};
    unit.read_provenance(u.source, u.as_of);
    provider.provisioned.push_back(std::move(u));
  }
  return provider;
}

}  // namespace llmtco
