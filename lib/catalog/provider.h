#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/entry.h"
#include "catalog/price_rules.h"
#include "units/units.h"

namespace llmtco {

/// Capacity sold by the unit and time rather than by the token.
struct ProvisionedUnit {
  std::string name;  ///< hourly, monthly, yearly commitment
  UsdPerSecond price;
  std::string source;
  std::string as_of;
};

/// Who sells tokens, and its billing habits.
struct Provider : Entry {
  std::optional<bool> cached_inside_input;  ///< whether usage counts cached tokens as input tokens too
  bool resells = false;      ///< what others made: a bare name of a model means its maker's price list
  bool own_silicon = false;  ///< chips that other hosts do not have: their speed is no guide to this one's
  std::vector<ServiceTier> tiers;                 ///< of models that have none of their own
  std::vector<RegionPrice> regions;               ///< likewise
  std::vector<ToolFee> tools;                     ///< likewise
  std::optional<LeastCacheable> least_cacheable;  ///< likewise
  std::vector<ProvisionedUnit> provisioned;

  const ServiceTier* tier(std::string_view name) const;
};

}  // namespace llmtco
