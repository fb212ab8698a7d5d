#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "scenario/form.h"
#include "scenario/place.h"
#include "text/diagnostics.h"

namespace llmtco {

/// What the scenario says of currencies: `rates: {EUR: {usd: $1.10, as_of: 2026-09-23, source: ECB}}`.
FormPtr rates_form();

/// The rates of a scenario, by code.
class Rates {
 public:
  /// Reads the section; what names no currency goes to the diagnostics.
  Rates(const std::optional<Place>& section, Diagnostics& diagnostics);

  /// The entry of a currency; null where the scenario gives none.
  const Place* find(std::string_view code) const;
  /// The day and the source of a rate, as "2026-09-23, ECB".
  std::string told(std::string_view code) const;

 private:
  std::map<std::string, Place, std::less<>> by_code_;
};

/// "write rates: {EUR: {usd: $1.10, as_of: 2026-09-23}}": what to do where a rate is missing.
std::string how_to_rate(std::string_view code);

}  // namespace llmtco
