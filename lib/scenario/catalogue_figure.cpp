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

Uncertain<Watts> board_power(const Accelerator& accelerator, std::string about, Inputs& inputs,
                             Option& option) {
  assume(option, std::move(about),
         fmt::format("each accelerator draws its board power, {:.0f} W, its share of the server not counted",
                     *accelerator.power / watt),
         inputs);
  const OriginId from = inputs.origin(catalogue_origin(accelerator.id + ".power", accelerator));
  hangs_on_it(option, from);
  return Uncertain<Watts>(*accelerator.power).from(from);
}

}  // namespace llmtco
