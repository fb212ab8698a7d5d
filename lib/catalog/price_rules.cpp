#include "catalog/price_rules.h"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

using detail::EntryReader;

/// No service tier and no region is a hundred times the list price.
constexpr detail::Bounds most_factor{.least = 0, .most = 100};

template <class Named>
const Named* find_named(const std::vector<Named>& all, std::string_view name) {
  const std::string wanted = lower_case(name);
  for (const Named& each : all) {
    if (lower_case(each.name) == wanted) return &each;
  }
  return nullptr;
}

std::vector<std::string> names_under(EntryReader& reader, const char* key) {
  std::vector<std::string> names;
  const auto node = reader.optional(key);
  if (!node) return names;
  if (!node->is_sequence()) wrong_kind(*node, "a list of names", reader.diagnostics());
  for (const Node& name : node->is_sequence() ? node->children() : std::vector<Node>())
    names.push_back(text(name, reader.diagnostics()).value_or(""));
  return names;
}

/// "batch: 0.5", or "batch: {price_factor: 0.5, source: ..., as_of: ...}".
template <class Factor, class More>
Factor read_factor(const Node& node, const detail::PriceRulesReader& of, const char* what, const More& more) {
  Factor factor{.name = node.key()};
  factor.source = of.source;
  factor.as_of = of.as_of;
  Diagnostics& diagnostics = of.reader.diagnostics();
  if (node.is_scalar()) {
    factor.price_factor = detail::measured(node, dimensionless, diagnostics, most_factor).value_or(1);
    return factor;
  }
  EntryReader reader(node, diagnostics, fmt::format("{} '{}'", what, node.key()));
  factor.price_factor = reader.plain("price_factor", most_factor);
  more(reader, factor);
  reader.read_provenance(factor.source, factor.as_of);
  return factor;
}

}  // namespace

const ServiceTier* find_tier(const std::vector<ServiceTier>& tiers, std::string_view name) {
  if (const ServiceTier* tier = find_named(tiers, name)) return tier;
  const std::string wanted = lower_case(name);
  for (const ServiceTier& tier : tiers) {
    const auto also = [&](const std::string& alias) { return lower_case(alias) == wanted; };
    if (std::any_of(tier.aliases.begin(), tier.aliases.end(), also)) return &tier;
  }
  return nullptr;
}

const RegionPrice* find_region(const std::vector<RegionPrice>& regions, std::string_view name) {
  return find_named(regions, name);
}

const ToolFee* find_tool(const std::vector<ToolFee>& tools, std::string_view name) {
  return find_named(tools, name);
}

namespace detail {

std::vector<ServiceTier> PriceRulesReader::tiers() const {
  std::vector<ServiceTier> all;
  for (const Node& child : reader.optional_mapping("tiers", "service tiers"))
    all.push_back(read_factor<ServiceTier>(child, *this, "tier", [](EntryReader& tier, ServiceTier& t) {
      t.cache_read_factor = tier.optional_plain("cache_read_factor", most_factor);
      t.aliases = names_under(tier, "aliases");
    }));
  return all;
}

std::vector<RegionPrice> PriceRulesReader::regions() const {
  std::vector<RegionPrice> all;
  for (const Node& child : reader.optional_mapping("regions", "regions"))
    all.push_back(read_factor<RegionPrice>(child, *this, "region", [](EntryReader&, RegionPrice&) {}));
  return all;
}

std::vector<ToolFee> PriceRulesReader::tools() const {
  std::vector<ToolFee> all;
  for (const Node& child : reader.optional_mapping("tools", "tools")) {
    ToolFee fee{.name = child.key(), .source = source, .as_of = as_of};
    Diagnostics& diagnostics = reader.diagnostics();
    if (child.is_scalar()) {
      fee.price = UsdPerRequest(measured(child, UsdPerRequest::dimension, diagnostics).value_or(0));
    } else {
      EntryReader tool(child, diagnostics, fmt::format("tool '{}'", child.key()));
      fee.price = tool.quantity<UsdPerRequest>("price");
      tool.read_provenance(fee.source, fee.as_of);
    }
    all.push_back(std::move(fee));
  }
  return all;
}

/// "least_cacheable: 1024", "least_cacheable: unknown", or a mapping of `tokens`, `source` and `as_of`.
std::optional<LeastCacheable> PriceRulesReader::least_cacheable() const {
  const auto node = reader.optional("least_cacheable");
  if (!node) return std::nullopt;
  LeastCacheable least{.tokens = {}, .source = source, .as_of = as_of};
  const auto count = [&](const Node& value) {
    if (value.is_scalar() && value.text() == "unknown") return;
    if (const auto tokens = measured(value, Tokens::dimension, reader.diagnostics()))
      least.tokens = Tokens(*tokens);
  };
  if (node->is_scalar()) {
    count(*node);
  } else {
    EntryReader own(*node, reader.diagnostics(), "the least cacheable length");
    if (const auto tokens = own.required("tokens")) count(*tokens);
    own.read_provenance(least.source, least.as_of);
  }
  return least;
}

}  // namespace detail
}  // namespace llmtco
