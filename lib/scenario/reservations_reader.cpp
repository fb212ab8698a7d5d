#include <fmt/format.h>

#include "deployment/reservations.h"
#include "scenario/rent_price.h"
#include "text/money.h"

namespace llmtco {
namespace {

std::string in_words(const Reservation& found, const Option& option) {
  const auto& reserved = std::get<Reserved>(option.contracts[found.contract]);
  return fmt::format(
      "{} replica{} {}{}, which is cheapest on average: {} a month, {} with none and {} with {}",
      found.replicas, found.replicas == 1 ? " is" : "s are", reserved.name,
      found.split.empty() ? "" : " for " + found.split, money(found.usd), money(found.none_usd),
      money(found.all_usd), found.all);
}

}  // namespace

void reserve_cheapest(Study& study) {
  for (const Reservation& found : cheapest_reservations(study.options, study.demand, study.variables)) {
    Option& option = study.options[found.option];
    std::vector<Alternative> others;
    if (found.replicas > 0) others.push_back(instead(found.replicas - 1.0, "one fewer"));
    others.push_back(instead(found.replicas + 1.0, "one more"));
    const OriginId words = study.variables.add(
        assumed_origin(fmt::format("options.{}.capacity", option.name), in_words(found, option), others));
    option.assumed.push_back({.words = words});
    reserve(found, words, study.options);
  }
}

}  // namespace llmtco
