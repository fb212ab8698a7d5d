#include "scenario/catalogue_figure.h"

#include <fmt/format.h>

#include "text/money.h"

namespace llmtco {

std::string figure_text(const EconomicFigure& entry, double low, double high) {
  const bool per_time = entry.unit.starts_with("/");  // $140k/year
  const auto number = [&](double value) { return per_time ? money(value) : fmt::format("{:.4g}", value); };
  return fmt::format("{}: {}{}{} ({})", entry.name, number(low), low == high ? "" : " to " + number(high),
                     entry.unit.empty() || per_time ? entry.unit : " " + entry.unit, entry.source);
}

}  // namespace llmtco
