#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/date.h"
#include "units/units.h"

namespace llmtco {

/// Of what is kept for a time: $1/Mtok/h.
using UsdPerTokenSecond = Quantity<Dimension{.usd = 1, .tokens = -1, .seconds = -1}>;

/// A way to be served at another price: batch 0.5, flex 0.5, fast 2 times the list price.
struct ServiceTier {
  std::string name;
  double price_factor = 1;
  std::optional<double> cache_read_factor{};  ///< of reads from a cache, where it is another
  std::vector<std::string> aliases{};         ///< other names of it: OpenAI's priority is also called fast
  std::string source{};
  std::string as_of{};
};

/// Where a request is worked on, at a factor on the list price: 1.1 for a profile of one geography.
struct RegionPrice {
  std::string name;
  double price_factor = 1;
  std::string source{};
  std::string as_of{};
};

/// What one use of a tool of the provider costs: a web search.
struct ToolFee {
  std::string name;
  UsdPerRequest price{};
  std::string source{};
  std::string as_of{};
};

/// The shortest beginning of a request that a provider's cache keeps; one that is shorter is read at full price.
struct LeastCacheable {
  std::optional<Tokens> tokens{};  ///< nobody knows it, if absent
  std::string source{};
  std::string as_of{};
};

const ServiceTier* find_tier(const std::vector<ServiceTier>& tiers, std::string_view name);
const RegionPrice* find_region(const std::vector<RegionPrice>& regions, std::string_view name);
const ToolFee* find_tool(const std::vector<ToolFee>& tools, std::string_view name);

namespace detail {
class EntryReader;

/// Rules that a provider has for all its models, or a price list of its own. Those of a group without a source of its
/// own are from `source` and `as_of`.
struct PriceRulesReader {
  EntryReader& reader;
  const std::string& source;
  const std::string& as_of;

  std::vector<ServiceTier> tiers() const;
  std::vector<RegionPrice> regions() const;
  std::vector<ToolFee> tools() const;
  std::optional<LeastCacheable> least_cacheable() const;
};
}  // namespace detail

}  // namespace llmtco
