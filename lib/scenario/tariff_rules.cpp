#include "scenario/tariff_rules.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "deployment/from_catalog.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Where a factor is from.
struct Told {
  std::string name, source, as_of;
};

Uncertain<double> factor(double value, Told told, const ListedOption& of, Inputs& inputs) {
  return Uncertain<double>(value).from(inputs.origin({.kind = Origin::Kind::catalogue,
                                                      .name = std::move(told.name),
                                                      .place = to_text(of.list.where),
                                                      .source = std::move(told.source),
                                                      .as_of = std::move(told.as_of)}));
}

void add_source(const std::string& text, TokenTariff& tariff) {
  tariff.source += "; " + text;
  if (!tariff.media_source.empty()) tariff.media_source += "; " + text;
}

/// The words known in a place, for a hint.
std::string known_words(const std::string& word, const std::vector<std::string>& known, const char* of) {
  const std::string meant = did_you_mean(word, known);
  const std::string all = known.empty() ? fmt::format("the catalogue knows no {}", of)
                                        : fmt::format("it has {} {}", of, fmt::join(known, ", "));
  return meant.empty() ? all + "; or give its prices with `price`" : meant;
}

template <class Named>
std::vector<std::string> names_of(const std::vector<Named>& own, const std::vector<Named>& of_provider,
                                  std::vector<std::string> names) {
  for (const auto* all : {&own, &of_provider}) {
    for (const Named& each : *all) {
      if (std::find(names.begin(), names.end(), each.name) == names.end()) names.push_back(each.name);
    }
  }
  return names;
}

const std::vector<ServiceTier>& tiers_of(const ListedOption& of) {
  static const std::vector<ServiceTier> none;
  return of.provider ? of.provider->tiers : none;
}

const std::vector<RegionPrice>& regions_of(const ListedOption& of) {
  static const std::vector<RegionPrice> none;
  return of.provider ? of.provider->regions : none;
}

Date plus_months(const Date& start, int months) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int month = start.month - 1 + months;
  Date then{start.year + month / 12, month % 12 + 1, start.day};
  const bool leap = then.year % 4 == 0 && (then.year % 100 != 0 || then.year % 400 == 0);
  then.day = std::min(then.day, days[then.month - 1] + (then.month == 2 && leap ? 1 : 0));
  return then;
}

std::string price_text(const PriceRow& row) {
  return fmt::format("{:g}/{:g}", row.input / (usd / mtok), row.output / (usd / mtok));
}

/// Days within the horizon on which some row begins or ends.
std::set<Date> days_of_change(const PriceList& list, const Date& start, const Date& end) {
  std::set<Date> days;
  for (const PriceRow& row : list.rows) {
    for (const auto& day : {row.from, row.until}) {
      if (day && start < *day && *day < end) days.insert(*day);
    }
  }
  return days;
}

void warn_of_end(const ListedOption& of, const PriceRow& now, const Date& start, const Date& end,
                 Inputs& inputs) {
  const Node place = of.place.at("endpoint").node();
  const auto warn = [&](const std::string& text) {
    inputs.diagnostics().warning(place.location(), text + at_path(place));
  };
  if (now.promised_until && *now.promised_until < end)
    warn(fmt::format("the price of {} is a promotion, promised until {}; what it is after that is not known",
                     of.list.id, to_text(*now.promised_until)));
  if (of.list.retired && *of.list.retired < end)
    warn(fmt::format("{} {} sold: on {} its source no longer listed it", of.list.id,
                     start < *of.list.retired ? "will not always be" : "is no longer",
                     to_text(*of.list.retired)));
}

}  // namespace

double month_of(const Date& day, const Date& start) {
  int month = 0;
  while (plus_months(start, month + 1) <= day) ++month;
  const int first = days_since_epoch(plus_months(start, month)),
            next = days_since_epoch(plus_months(start, month + 1));
  return month + (days_since_epoch(day) - first) / static_cast<double>(next - first);
}

void add_batch(const ListedOption& of, Inputs& inputs, TokenTariff& tariff) {
  if (!inputs.study().demand.some_may_wait()) return;
  const ServiceTier* tier = find_tier(of.list.tiers, "batch");
  if (tier == nullptr) tier = find_tier(tiers_of(of), "batch");
  if (tier == nullptr) return;
  const std::string name = fmt::format("{}.{}", of.list.id, tier->name);
  OtherTier batch{.factor = factor(tier->price_factor, {name, tier->source, tier->as_of}, of, inputs)};
  if (tier->cache_read_factor)
    batch.cache_read_factor =
        factor(*tier->cache_read_factor, {name + ".cache_read", tier->source, tier->as_of}, of, inputs);
  batch.source = fmt::format("{} tier x {:g}, {}", tier->name, tier->price_factor, tier->source);
  tariff.batch = std::move(batch);
}

void read_tier(const ListedOption& of, Inputs& inputs, Option& option, TokenTariff& tariff) {
  const auto place = of.place.find("tier");
  if (!place || place->text() == "standard") return;
  const ServiceTier* shared = find_tier(tiers_of(of), place->text());
  const ServiceTier* tier = find_tier(of.list.tiers, shared != nullptr ? shared->name : place->text());
  if (tier == nullptr) tier = shared;
  if (tier == nullptr) {
    inputs.diagnostics().error(
        place->node().location(),
        fmt::format("the catalogue knows no tier {} of {}{}", shown(place->text()), of.list.id,
                    at_path(place->node())),
        known_words(place->text(), names_of(of.list.tiers, tiers_of(of), {"standard"}), "the tiers"));
    return;
  }
  const std::string name = fmt::format("{}.{}", of.list.id, tier->name);
  tariff.service_factor = factor(tier->price_factor, {name, tier->source, tier->as_of}, of, inputs);
  if (tier->cache_read_factor)
    tariff.cache_read_factor =
        factor(*tier->cache_read_factor, {name + ".cache_read", tier->source, tier->as_of}, of, inputs);
  if (tier == shared)
    assume(option, of.list.id + ".tier",
           fmt::format("{} is sold in the {} tier as other models of {} are", of.list.id, tier->name,
                       of.list.provider),
           inputs);
  add_source(fmt::format("{} tier x {:g}, {}", tier->name, tier->price_factor, tier->source), tariff);
}

void read_region(const ListedOption& of, Inputs& inputs, TokenTariff& tariff) {
  const auto place = of.place.find("region");
  if (!place || place->text() == "global") return;
  const RegionPrice* region = find_region(of.list.regions, place->text());
  if (region == nullptr) region = find_region(regions_of(of), place->text());
  if (region == nullptr) {
    inputs.diagnostics().error(
        place->node().location(),
        fmt::format("the catalogue knows no region {} of {}{}", shown(place->text()), of.list.id,
                    at_path(place->node())),
        known_words(place->text(), names_of(of.list.regions, regions_of(of), {"global"}), "the regions") +
            ", or write a surcharge, as surcharge: 10%");
    return;
  }
  tariff.region_factor =
      factor(region->price_factor,
             {fmt::format("{}.{}", of.list.id, region->name), region->source, region->as_of}, of, inputs);
  add_source(fmt::format("in {} x {:g}, {}", region->name, region->price_factor, region->source), tariff);
}

void add_fees(const ListedOption& of, const PriceRow& row, Inputs& inputs, TokenTariff& tariff) {
  std::vector<ToolFee> fees = of.list.tools;
  const auto add = [&](const ToolFee& fee) {
    if (find_tool(fees, fee.name) == nullptr) fees.push_back(fee);
  };
  if (row.web_search) add({"web_search", *row.web_search, row.source, row.as_of});
  if (of.provider) std::for_each(of.provider->tools.begin(), of.provider->tools.end(), add);
  const auto told = [&](const std::string& name, const std::string& source, const std::string& as_of) {
    return inputs.origin({.kind = Origin::Kind::catalogue,
                          .name = fmt::format("{}.{}", of.list.id, name),
                          .place = to_text(of.list.where),
                          .source = source,
                          .as_of = as_of});
  };
  for (const ToolFee& fee : fees) {
    const OriginId origin = told(fee.name, fee.source, fee.as_of);
    const auto price = Uncertain<UsdPerRequest>(fee.price).from(origin);
    tariff.tools.push_back({fee.name, price, inputs.source(price, of.list.id)});
  }
  if (!row.storage) return;
  tariff.storage = Uncertain<UsdPerTokenSecond>(*row.storage).from(told("storage", row.source, row.as_of));
  tariff.storage_source = inputs.source(*tariff.storage, of.list.id);
}

void add_changes(const ListedOption& of, const Date& start, Inputs& inputs, TokenTariff& tariff) {
  const Date end = plus_months(start, inputs.study().demand.horizon_months);
  const Node place = of.place.at("endpoint").node();
  PriceRow now = std::get<PriceInForce>(prices_on(of.list, start)).base;
  for (const Date& day : days_of_change(of.list, start, end)) {
    const auto then = prices_on(of.list, day);
    const auto* price = std::get_if<PriceInForce>(&then);
    if (price == nullptr) {
      inputs.diagnostics().warning(place.location(),
                                   fmt::format("the price of {} ends on {}, within the horizon, and none "
                                               "that follows is known: months after it "
                                               "are billed as those before{}",
                                               of.list.id, to_text(day), at_path(place)));
      continue;
    }
    inputs.diagnostics().warning(
        place.location(),
        fmt::format(
            "the price of {} changes on {}, within the horizon, from {} to {} dollars per Mtok of input and "
            "output: each day is billed at its own{}",
            of.list.id, to_text(day), price_text(now), price_text(price->base), at_path(place)));
    now = price->base;
    tariff.changes.push_back({.from_month = month_of(day, start),
                              .day = to_text(day),
                              .windows = book_windows(*price, of.list.id, inputs.study().variables)});
  }
  warn_of_end(of, now, start, end, inputs);
}

}  // namespace llmtco
