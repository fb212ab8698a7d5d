#include "report/assumptions_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

Json known(double usd) { return std::isfinite(usd) ? Json(usd) : Json(nullptr); }

bool bears_upon(const Assumption& assumption, const std::string& option) {
  return std::find(assumption.options.begin(), assumption.options.end(), option) != assumption.options.end();
}

Json of_option(const Assumption& assumption, const std::string& option) {
  Json one{{"text", assumption.text},
           {"about", assumption.about},
           {"effect_low_usd", nullptr},
           {"effect_high_usd", nullptr},
           {"effects", Json::array()}};
  double low = HUGE_VAL, high = -HUGE_VAL;
  for (const AssumptionEffect& effect : assumption.effects) {
    const auto& [cost, damage] = effect.by_option.at(option);
    one["effects"].push_back(
        {{"instead", effect.words}, {"cost_usd", known(cost)}, {"damage_usd", known(damage)}});
    if (std::isnan(cost)) continue;
    low = std::min(low, cost);
    high = std::max(high, cost);
  }
  if (low <= high) {
    one["effect_low_usd"] = low;
    one["effect_high_usd"] = high;
  }
  return one;
}

/// What an alternative does to options that the assumption does not bear upon themselves, as to a split of one.
Json on_others(const Assumption& assumption, const AssumptionEffect& effect) {
  Json others = Json::array();
  for (const auto& [option, change] : effect.by_option) {
    if (bears_upon(assumption, option) || (change.cost_usd == 0 && change.damage_usd == 0)) continue;
    if (std::isnan(change.cost_usd) && std::isnan(change.damage_usd)) continue;
    others.push_back(
        {{"option", option}, {"cost_usd", known(change.cost_usd)}, {"damage_usd", known(change.damage_usd)}});
  }
  return others;
}

/// The largest change of what an option pays.
double effect_of(const Assumption& assumption, const std::string& option) {
  double largest = assumption.effects.empty() ? -1 : 0;
  for (const AssumptionEffect& effect : assumption.effects) {
    const double cost = std::abs(effect.by_option.at(option).cost_usd);
    if (cost > largest) largest = cost;
  }
  return largest;
}

}  // namespace

Json assumptions_json(const Result& result) {
  Json all = Json::array();
  for (const Assumption& each : result.assumptions) {
    Json one{
        {"text", each.text}, {"about", each.about}, {"options", each.options}, {"effects", Json::array()}};
    for (const AssumptionEffect& effect : each.effects) {
      one["effects"].push_back({{"instead", effect.words},
                                {"least_usd", known(effect.least_usd)},
                                {"lead_usd", known(effect.lead_usd)},
                                {"best", effect.best.empty() ? Json(nullptr) : Json(effect.best)}});
      const Json others = on_others(each, effect);
      if (!others.empty()) one["effects"].back()["others"] = others;
    }
    all.push_back(std::move(one));
  }
  return all;
}

Json assumptions_json(const Result& result, const std::string& option) {
  std::vector<const Assumption*> own;
  for (const Assumption& each : result.assumptions) {
    if (bears_upon(each, option)) own.push_back(&each);
  }
  std::stable_sort(own.begin(), own.end(), [&](const Assumption* a, const Assumption* b) {
    return effect_of(*b, option) < effect_of(*a, option);
  });
  Json all = Json::array();
  for (const Assumption* each : own) all.push_back(of_option(*each, option));
  return all;
}

}  // namespace llmtco
