#pragma once
#include "scenario/option_reader.h"
#include "units/parse.h"

namespace llmtco {

/// What is assumed in words, of a figure whose range is `low` to `high` in its unit: "Base pay of an ML-ops engineer, US:
/// $140,000 to $210,000/year (cv-maker.pro)".
std::string figure_text(const EconomicFigure& entry, double low, double high);

/// A figure of the catalogue as a number: the one its source calls typical, or its range.
template <class Q>
Uncertain<Q> figure_number(const EconomicFigure& entry, Inputs& inputs) {
  Origin from = catalogue_origin(entry.id, entry);
  if (entry.typical) return Uncertain<Q>(Q(*entry.typical)).from(inputs.origin(std::move(from)));
  if constexpr (std::is_same_v<Q, double>) {
    return from_range("economics." + entry.id, entry.value, std::move(from), inputs);
  } else {
    return from_range("economics." + entry.id, entry.template as<Q>(), std::move(from), inputs);
  }
}

/// What an accelerator draws where nobody says it, the power its maker gives, assumed of the key `about`. Requires that
/// the catalogue has it.
Uncertain<Watts> board_power(const Accelerator& accelerator, std::string about, Inputs& inputs,
                             Option& option);

/// A figure of the world around the servers, which an option takes where the scenario gives none. It is listed among the option's assumptions.
template <class Q>
Uncertain<Q> figure(const std::string& id, const Sources& sources, Inputs& inputs, Option& option) {
  const auto found = sources.catalog.economic_figure(id);
  const EconomicFigure& entry = std::get<EconomicFigure>(found);
  const auto unit = parse_unit(entry.unit);
  const double size = std::holds_alternative<Measured>(unit) ? std::get<Measured>(unit).value : 1;
  const double low = entry.value.low / size, high = entry.value.high / size;
  assume(option, id, figure_text(entry, low, high), inputs);
  const Uncertain<Q> number = figure_number<Q>(entry, inputs);
  hangs_on_it(option, number.origin);
  return number;
}

}  // namespace llmtco
