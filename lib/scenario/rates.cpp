#include "scenario/rates.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/forms.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/currencies.h"
#include "yaml/scalar.h"

namespace llmtco {

FormPtr rates_form() {
  using namespace forms;
  constexpr double least = 1e-9;  // what amounts are divided by
  const auto rate = mapping(
      "a rate", {{"usd", amount<Usd>(least), required, "dollars of one unit, as $1.10 or $1.05 to $1.15"},
                 {"as_of", form(DateForm{}), required, "the day of the rate"},
                 {"source", text(), optional, "who published it"}});
  return form(NamedForm{"currency", rate});
}

Rates::Rates(const std::optional<Place>& section, Diagnostics& diagnostics) {
  const std::vector<std::string> codes = currency_codes();
  for (const Place& entry : section ? section->children() : std::vector<Place>()) {
    const std::string& code = entry.key();
    if (code == dollars_code) {
      diagnostics.error(entry.node().key_location(), "a dollar is a dollar: rates are of other currencies");
    } else if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
      const std::string hint = did_you_mean(code, codes);
      diagnostics.error(entry.node().key_location(), fmt::format("unknown currency {} in rates", shown(code)),
                        hint.empty() ? fmt::format("there are {}", fmt::join(codes, ", ")) : hint);
    } else {
      by_code_.emplace(code, entry);
    }
  }
}

const Place* Rates::find(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &found->second;
}

std::string Rates::told(std::string_view code) const {
  const Place* entry = find(code);
  if (entry == nullptr) return "";
  const auto source = entry->find("source");
  return entry->at("as_of").text() + (source ? ", " + source->text() : "");
}

std::string how_to_rate(std::string_view code) {
  return fmt::format("write `rates: {{{}: {{usd: $1.10, as_of: 2026-09-23}}}}` with the rate and its day",
                     code);
}

}  // namespace llmtco
