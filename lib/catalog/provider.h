#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/entry.h"
#include "units/units.h"

namespace llmtco {

/// A way to be served at another price: batch 0.5, flex 0.5, fast 2 times the list price.
struct ServiceTier {
  std::string name;
  double price_factor = 1;
  std::string source;
  std::string as_of;
};

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
  std::vector<ServiceTier> tiers;
  std::vector<ProvisionedUnit> provisioned;

  const ServiceTier* tier(std::string_view name) const;
};

}  // namespace llmtco
