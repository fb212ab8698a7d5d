#include "catalog/provider.h"

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// No service tier is a hundred times the list price.
constexpr detail::Bounds most_factor{.least = 0, .most = 100};

}  // namespace

const ServiceTier* Provider::tier(std::string_view tier_name) const {
  for (const ServiceTier& candidate : tiers) {
    if (candidate.name == tier_name) return &candidate;
  }
  return nullptr;
}

Provider detail::read_provider(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("provider '{}'", node.key()));
  Provider provider;
  reader.read_common(provider);
  if (reader.optional("cached_inside_input"))
    provider.cached_inside_input = reader.flag("cached_inside_input", true);

  for (const Node& child : reader.optional_mapping("tiers", "service tiers")) {
    EntryReader tier(child, diagnostics, fmt::format("tier '{}'", child.key()));
    ServiceTier t{child.key(), tier.plain("price_factor", most_factor), provider.source, provider.as_of};
    tier.read_provenance(t.source, t.as_of);
    provider.tiers.push_back(std::move(t));
  }
  for (const Node& child : reader.optional_mapping("provisioned", "provisioned units")) {
    EntryReader unit(child, diagnostics, fmt::format("provisioned unit '{}'", child.key()));
    ProvisionedUnit u{child.key(), unit.quantity<UsdPerSecond>("price"), provider.source, provider.as_of};
    unit.read_provenance(u.source, u.as_of);
    provider.provisioned.push_back(std::move(u));
  }
  return provider;
}

}  // namespace llmtco
