#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catalog/entry.h"
#include "catalog/media.h"
#include "catalog/price_rules.h"
#include "text/date.h"
#include "text/week.h"
#include "units/units.h"

namespace llmtco {

/// One row of a price list.
struct PriceRow {
  UsdPerToken input;
  UsdPerToken output;
  std::optional<UsdPerToken> cache_read;
  std::optional<UsdPerToken> cache_write_5m;
  std::optional<UsdPerToken> cache_write_1h;
  ByMedium<MediumPrices<UsdPerToken>> media{};  ///< of a request's audio and images
  std::optional<UsdPerTokenSecond> storage;     ///< of what an explicit cache keeps
  std::optional<UsdPerRequest> web_search;
  Tokens above{};                     ///< the whole request is billed at this row if its input is longer
  std::optional<DailyWindow> window;  ///< only at these hours, UTC, instead of the row without a window
  std::optional<Date> from;           ///< first day in force; always, if absent
  std::optional<Date> until;          ///< first day no longer in force
  std::optional<Date>
      promised_until;     ///< last day of a promotion that nobody ended: what follows is not known
  std::string listed_as;  ///< id in the source where it differs
  std::string source;
  std::string as_of;
  std::string media_source, media_as_of;  ///< of the prices of media; empty where they are from the same
  std::string note;
  Location where;

  bool in_force(const Date& when) const { return (!from || *from <= when) && (!until || when < *until); }
};

/// Prices of one model at one provider, past and announced ones included.
struct PriceList : Entry {
  std::string provider;
  std::string model;
  std::string serves;  ///< id of the open model behind it; empty if it is none
  std::optional<Tokens> context;
  std::optional<Date> retired;                    ///< first day on which its source no longer had it
  std::vector<ServiceTier> tiers;                 ///< of this model, before those of the provider
  std::vector<RegionPrice> regions;               ///< likewise
  std::vector<ToolFee> tools;                     ///< likewise
  std::optional<LeastCacheable> least_cacheable;  ///< likewise
  std::vector<PriceRow> rows;
  std::vector<PriceRow> cross_checks;  ///< what other sources say; never used for a bill

  /// The model that is sold: the open one behind it, or its own name.
  const std::string& served() const { return serves.empty() ? model : serves; }
};

/// What a provider charges on one day.
struct PriceInForce {
  PriceRow base;
  std::vector<PriceRow> tiers;    ///< by rising `above`; a request is billed at the highest it is longer than
  std::vector<PriceRow> windows;  ///< dearer or cheaper hours; a row's own `above` may be a tier too
};

/// The prices in force on a day, or why there are none.
std::variant<PriceInForce, std::string> prices_on(const PriceList& list, const Date& when);

}  // namespace llmtco
