#include "catalog/economics.h"

#include <variant>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "units/parse.h"
#include "yaml/scalar.h"

namespace llmtco {

EconomicFigure detail::read_economic_figure(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("figure '{}'", node.key()));
  EconomicFigure figure;
  reader.read_common(figure);
  figure.topic = reader.text("topic");
  const auto value = reader.required("value");
  if (!value) return figure;
  if (!value->is_scalar()) {
    wrong_kind(*value, "a quantity or a range", diagnostics);
    return figure;
  }
  figure.written = value->text();
  // The first quantity of the range says what is counted; the rest must agree.
  const std::string first = value->text().substr(0, value->text().find(" to "));
  const auto parsed = parse_quantity(first);
  if (const auto* measured = std::get_if<Measured>(&parsed)) {
    figure.dimension = measured->dimension;
    figure.unit = std::string(number_tail(first).unit);
  }
  figure.value = measured_range(*value, figure.dimension, diagnostics).value_or(Range<double>{});
  if (const auto typical = reader.optional("typical")) {
    figure.typical = measured(*typical, figure.dimension, diagnostics);
  }
  return figure;
}

}  // namespace llmtco
