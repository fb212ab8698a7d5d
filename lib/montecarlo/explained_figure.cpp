#include "montecarlo/explained_figure.h"

#include <algorithm>
#include <cassert>

#include "columns/trace_view.h"
#include "measures/list.h"

namespace llmtco {
namespace {

Bill::const_iterator find(const std::string& item, const FigureSource& source) {
  const Bill& bill = source.evaluation.bill;
  return std::find_if(bill.begin(), bill.end(),
                      [&](const LineItem& line) { return source.text_of(line) == item; });
}

/// The lines that a cost is the sum of; none of other figures.
Filter lines_of(const Measure& measure) {
  if (&measure == measures::monthly_cost.row) return is_payable;
  if (&measure == measures::marginal_cost.row)
    return [](const LineItem& line) { return is_payable(line) && is_marginal(line); };
  if (&measure == measures::energy_cost.row)
    return [](const LineItem& line) { return is_payable(line) && is_energy(line); };
  if (&measure == measures::damage.row) return is_damage;
  if (&measure == measures::cost_with_damage.row)
    return [](const LineItem& line) { return is_payable(line) || is_damage(line); };
  return nullptr;
}

class Namer {
 public:
  explicit Namer(const FigureSource& source) : source_(source) {}

  Column figure(const Measure& measure) {
    if (measure.is_ratio()) {
      const Column over = figure(*measures::find(measure.over)),
                   under = figure(*measures::find(measure.under));
      return in_currency(always_named(measure.id, over / under, &measure.unit.dimension),
                         measure.unit.dimension);
    }
    if (&measure == measures::horizon_cost.row) {
      const Column months =
          always_named("months of the horizon", static_cast<double>(source_.asked.horizon_months));
      return in_currency(
          always_named(measure.id, months * figure(measures::monthly_cost), &measure.unit.dimension),
          measure.unit.dimension);
    }
    if (const Filter counts = lines_of(measure)) return sum_of_lines(measure, counts);
    const Column* own = source_.evaluation.figures.find(measure);
    return in_currency(
        always_named(measure.id, own != nullptr ? *own : source_.demand.at(measure), &measure.unit.dimension),
        measure.unit.dimension);
  }

  /// As LineItem::amount(). A lump sum is a price alone.
  Column amount(const LineItem& line) {
    if (line.quantity.is(1) && line.quantity_unit == "month")
      return in_currency(always_named(source_.text_of(line), line.amount().base_units(), &Usd::dimension),
                         Usd::dimension);
    const Column quantity = counted("quantity", line.quantity, line.quantity_unit),
                 price =
                     counted("unit price", line.unit_price_usd, source_.currency + "/" + line.quantity_unit);
    return in_currency(always_named(source_.text_of(line), quantity * price, &Usd::dimension),
                       Usd::dimension);
  }

  std::vector<std::pair<const void*, std::string>> units;

 private:
  /// Says that money is in the currency of the report, where its dimension would say dollars.
  Column in_currency(Column told, const Dimension& counts) {
    if (source_.currency == "USD" || counts.usd != 1) return told;
    Dimension rest = counts;
    rest.usd = 0;
    const std::string per = rest == dimensionless ? "" : unit_text(counts).substr(1);
    units.emplace_back(TraceView(told).id(), source_.currency + per);
    return told;
  }
  Column counted(std::string_view name, const Column& value, std::string unit) {
    Column told = always_named(name, value);
    units.emplace_back(TraceView(told).id(), std::move(unit));
    return told;
  }

  Column sum_of_lines(const Measure& measure, Filter counts) {
    std::vector<Column> amounts;
    for (const LineItem& line : source_.evaluation.bill) {
      if (counts(line)) amounts.push_back(amount(line));
    }
    return in_currency(sum_of(measure.id, amounts, &measure.unit.dimension), Usd::dimension);
  }

  const FigureSource& source_;
};

}  // namespace

bool has_figure(const FigureName& figure, const FigureSource& source) {
  if (!figure.item.empty()) return find(figure.item, source) != source.evaluation.bill.end();
  const Measure& measure = *figure.measure;
  if (measure.is_ratio()) {
    return has_figure({measures::find(measure.over)}, source) &&
           has_figure({measures::find(measure.under)}, source);
  }
  return &measure == measures::horizon_cost.row || source.evaluation.figures.has(measure) ||
         source.demand.has(measure);
}

ExplainedFigure explained_figure(const FigureName& figure, const FigureSource& source) {
  assert(has_figure(figure, source));
  Namer namer(source);
  Column value =
      figure.item.empty() ? namer.figure(*figure.measure) : namer.amount(*find(figure.item, source));
  return {std::move(value), std::move(namer.units)};
}

}  // namespace llmtco
