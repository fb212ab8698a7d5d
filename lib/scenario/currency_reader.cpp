#include "scenario/currency_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/characters.h"
#include "text/closest.h"
#include "text/currencies.h"
#include "units/parse.h"
#include "units/units.h"
#include "yaml/scalar.h"

namespace llmtco {

std::vector<OverlayRate> fixed_rates(const Node& root) {
  std::vector<OverlayRate> rates;
  const auto section = root.find("rates");
  for (const Node& entry : section ? section->children() : std::vector<Node>()) {
    const auto dollars = entry.find("usd"), day = entry.find("as_of");
    if (!dollars || !day || !dollars->is_scalar()) continue;
    const auto read = parse_quantity(dollars->text());
    const auto* amount = std::get_if<Measured>(&read);
    if (amount != nullptr && amount->dimension == Usd::dimension && amount->currency.empty() &&
        amount->value > 0)
      rates.push_back({entry.key(), amount->value * dollars->factor(), day->text()});
  }
  return rates;
}

void read_currency(const Place& root, const Rates& rates, Inputs& inputs) {
  const auto place = root.find("currency");
  if (!place || place->text() == dollars_code) return;
  const std::string& code = place->text();
  const std::vector<std::string> codes = currency_codes();
  if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
    const std::string hint = did_you_mean(code, codes);
    inputs.diagnostics().error(place->node().location(),
                               fmt::format("unknown currency {}{}", shown(code), at_path(place->node())),
                               hint.empty() ? fmt::format("there are {}", fmt::join(codes, ", ")) : hint);
    return;
  }
  const auto rate = inputs.rate(code, place->node());
  if (!rate) return;
  const auto source = rates.find(code)->find("source");
  inputs.study().currency = {code, *rate, rates.find(code)->at("as_of").text(), source ? source->text() : ""};
}

void read_budget(const Place& place, Inputs& inputs) {
  const Currency& currency = inputs.study().currency;
  const auto [amount, code] = inputs.known_amount(place);
  if (code == (currency.is_dollars() ? "" : currency.code)) {
    inputs.study().budget = UsdPerSecond(amount);
    return;
  }
  const double dollars = inputs.known_number(place);
  if (!currency.usd.is_known()) {
    inputs.diagnostics().error(
        place.node().location(),
        fmt::format("the report is in {}, whose rate is drawn{}", currency.code, at_path(place.node())),
        fmt::format("write the budget in {}", currency.code));
    return;
  }
  inputs.study().budget = UsdPerSecond(dollars / currency.usd.constant);
}

}  // namespace llmtco
