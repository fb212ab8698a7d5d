#include "catalog/completeness.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "catalog/built_in.h"

namespace llmtco {
namespace {

/// What is found of one list.
class ListCheck {
 public:
  ListCheck(const Catalog& catalog, const PriceList& list, std::vector<CatalogFinding>& findings)
      : catalog_(catalog), list_(list), findings_(findings) {}

  void run() {
    for (const PriceRow& row : list_.rows) check(row);
    check_provider();
    check_tiers();
    check_history();
  }

 private:
  void add(const Location& where, std::string what) {
    findings_.push_back({list_.id, std::move(what), where});
  }

  void check_told(const std::string& source, const std::string& as_of, const std::string& of) {
    if (source.empty() || as_of.empty()) add(list_.where, of + " has no source or no date");
  }

  void check(const PriceRow& row) {
    if (row.source.empty() || row.as_of.empty()) add(row.where, "a price has no source or no date");
    const bool writes = row.cache_write_5m || row.cache_write_1h;
    if (writes && !row.cache_read) add(row.where, "writes to its cache have a price and reads have none");
    if (row.cache_write_1h && !row.cache_write_5m)
      add(row.where, "writes that are kept for an hour have a price and others have none");
    if (row.until && row.promised_until && *row.until <= *row.promised_until)
      add(row.where, "a promotion ends before the day it is promised until");
  }

  void check_provider() {
    for (const ServiceTier& tier : list_.tiers) check_told(tier.source, tier.as_of, "the tier " + tier.name);
    for (const RegionPrice& region : list_.regions)
      check_told(region.source, region.as_of, "the region " + region.name);
    for (const ToolFee& tool : list_.tools) check_told(tool.source, tool.as_of, "the tool " + tool.name);
    const auto found = catalog_.provider(list_.provider);
    const auto* provider = std::get_if<Provider>(&found);
    if (provider == nullptr) return add(list_.where, "its provider is not in the catalogue");
    const bool cached = std::any_of(list_.rows.begin(), list_.rows.end(),
                                    [](const PriceRow& row) { return row.cache_read.has_value(); });
    if (cached && !list_.least_cacheable && !provider->least_cacheable)
      add(list_.where,
          "reads from its cache have a price, and nobody says what it keeps at least (`unknown` will do)");
  }

  /// Rows for longer inputs, against the row that holds for all.
  void check_tiers() {
    for (const PriceRow& row : list_.rows) {
      if (row.above == Tokens{}) continue;
      if (list_.context && *list_.context <= row.above)
        add(row.where, fmt::format("inputs above {:.0f} tokens do not fit the context of {:.0f}",
                                   row.above / token, *list_.context / token));
      const bool base_cached = std::any_of(list_.rows.begin(), list_.rows.end(), [&](const PriceRow& base) {
        const bool same_days = base.from == row.from && base.until == row.until;
        return base.above == Tokens{} && same_days && base.cache_read.has_value();
      });
      if (base_cached && !row.cache_read) add(row.where, "long inputs lack the price of cache reads");
    }
  }

  /// A day between two prices without any.
  void check_history() {
    std::vector<const PriceRow*> bases;
    for (const PriceRow& row : list_.rows) {
      if (row.above == Tokens{} && !row.window) bases.push_back(&row);
    }
    const auto first_day = [](const PriceRow* row) { return row->from.value_or(Date{}); };
    std::sort(bases.begin(), bases.end(),
              [&](const PriceRow* a, const PriceRow* b) { return first_day(a) < first_day(b); });
    for (std::size_t i = 1; i < bases.size(); ++i) {
      if (bases[i - 1]->until && bases[i]->from && *bases[i - 1]->until < *bases[i]->from)
        add(bases[i]->where, fmt::format("no price is known from {} to {}", to_text(*bases[i - 1]->until),
                                         to_text(*bases[i]->from)));
    }
  }

  const Catalog& catalog_;
  const PriceList& list_;
  std::vector<CatalogFinding>& findings_;
};

}  // namespace

Date catalogue_date() {
  static const Date newest = [] {
    Date day{1970, 1, 1};
    for (const detail::BuiltIn& entry : detail::all_built_in(CatalogKind::prices)) {
      const auto read = parse_date(entry.field("as_of"));
      if (read && day < *read) day = *read;
    }
    return day;
  }();
  return newest;
}

std::vector<CatalogFinding> incomplete_prices(const Catalog& catalog) {
  std::vector<CatalogFinding> findings;
  std::map<std::string, std::string> names;
  for (const CatalogRow& row : catalog.list(CatalogKind::prices)) {
    const auto found = catalog.price_list(row.id);
    const auto* list = std::get_if<PriceList>(&found);
    if (list == nullptr) {
      findings.push_back({row.id, "cannot be read", row.where});
      continue;
    }
    ListCheck(catalog, *list, findings).run();
    std::set<std::string> own;
    for (const std::string& name : detail::folded_names(CatalogKind::prices, {row.id, row.aliases})) {
      const auto [known, is_new] = names.try_emplace(name, row.id);
      if (!is_new && known->second != row.id && own.insert(known->second).second)
        findings.push_back({row.id, "has a name that " + known->second + " has as well", row.where});
    }
  }
  return findings;
}

std::vector<CatalogFinding> aged_prices(const Catalog& catalog, const Date& today, int days) {
  std::map<std::string, std::pair<Date, Location>> newest;
  for (const CatalogRow& row : catalog.list(CatalogKind::prices)) {
    const auto day = parse_first_day(row.as_of);
    if (!day) continue;
    const auto [known, is_new] =
        newest.try_emplace(row.id.substr(0, row.id.find('/')), std::pair{*day, row.where});
    if (!is_new && known->second.first < *day) known->second = {*day, row.where};
  }
  std::vector<CatalogFinding> findings;
  for (const auto& [provider, read] : newest) {
    const int age = days_since_epoch(today) - days_since_epoch(read.first);
    if (age > days)
      findings.push_back(
          {provider, fmt::format("its newest price was read on {}, {} days before", to_text(read.first), age),
           read.second});
  }
  return findings;
}

}  // namespace llmtco
