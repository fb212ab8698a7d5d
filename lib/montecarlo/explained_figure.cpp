#include "montecarlo/explained_figure.h"

#include <algorithm>
#include <cassert>

#include "columns/trace.h"
#include "measures/list.h"

namespace llmtco {
namespace {

std::string quantity_name(const LineItem& line) { return line.item + ", " + line.quantity_unit; }
std::string price_name(const LineItem& line) { return line.item + ", price per " + line.quantity_unit; }

/// As LineItem::amount(), with names. A lump sum is a price alone.
Drawn<Usd> named_amount(const LineItem& line) {
  if (line.quantity.is(1) && line.quantity_unit == "month")
    return Drawn<Usd>(always_named(line.item, line.amount().base_units(), &Usd::dimension));
  const Column quantity = always_named(quantity_name(line), line.quantity),
               price = always_named(price_name(line), line.unit_price_usd);
  return Drawn<Usd>(always_named(line.item, quantity * price, &Usd::dimension));
}

/// The lines that a cost is the sum of; none of other figures.
Filter lines_of(const Measure& measure) {
  if (&measure == measures::monthly_cost.row) return [](const LineItem&) { return true; };
  if (&measure == measures::marginal_cost.row) return is_marginal;
  if (&measure == measures::energy_cost.row) return is_energy;
  return nullptr;
}

const Column* find(const Measure& measure, const Evaluation& evaluation, const Figures<Column>& demand) {
  const Column* own = evaluation.figures.find(measure);
  return own != nullptr ? own : demand.find(measure);
}

Bill::const_iterator find(const std::string& item, const Bill& bill) {
  return std::find_if(bill.begin(), bill.end(), [&](const LineItem& line) { return line.item == item; });
}

/// A figure that is no ratio of others.
Column plain_figure(const Measure& measure, const Evaluation& evaluation, const Figures<Column>& demand) {
  const Column* value = find(measure, evaluation, demand);
  assert(value != nullptr);
  const Filter counts = lines_of(measure);
  if (counts == nullptr) return always_named(measure.id, *value, &measure.unit.dimension);
  std::vector<Drawn<Usd>> amounts;
  for (const LineItem& line : evaluation.bill) {
    if (counts(line)) amounts.push_back(named_amount(line));
  }
  return sum_of(measure.id, amounts).base_units();
}

}  // namespace

bool has_figure(const FigureName& figure, const Evaluation& evaluation, const Figures<Column>& demand) {
  if (!figure.item.empty()) return find(figure.item, evaluation.bill) != evaluation.bill.end();
  if (!figure.measure->is_ratio()) return find(*figure.measure, evaluation, demand) != nullptr;
  const Measure &over = *measures::find(figure.measure->over),
                &under = *measures::find(figure.measure->under);
  return find(over, evaluation, demand) != nullptr && find(under, evaluation, demand) != nullptr;
}

Column explained_figure(const FigureName& figure, const Evaluation& evaluation,
                        const Figures<Column>& demand) {
  assert(has_figure(figure, evaluation, demand));
  if (!figure.item.empty()) return named_amount(*find(figure.item, evaluation.bill)).base_units();
  const Measure& measure = *figure.measure;
  if (!measure.is_ratio()) return plain_figure(measure, evaluation, demand);
  const Column over = plain_figure(*measures::find(measure.over), evaluation, demand),
               under = plain_figure(*measures::find(measure.under), evaluation, demand);
  return always_named(measure.id, over / under, &measure.unit.dimension);
}

std::vector<std::pair<std::string, std::string>> units_of(const Bill& bill) {
  std::vector<std::pair<std::string, std::string>> units;
  for (const LineItem& line : bill) {
    units.emplace_back(quantity_name(line), line.quantity_unit);
    units.emplace_back(price_name(line), "USD/" + line.quantity_unit);
  }
  return units;
}

}  // namespace llmtco
