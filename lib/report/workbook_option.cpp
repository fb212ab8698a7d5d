#include "report/workbook_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "measures/list.h"
#include "report/sheet_steps.h"

namespace llmtco {
namespace {

constexpr const char* bill_columns[] = {
    "line", "a month (mean)", "quantity", "unit", "unit price", "P5", "P50", "P95", "kind", "source"};
constexpr const char* bill_texts[] = {"line", "unit", "kind", "source"};
constexpr const char* step_columns[] = {"step", "value", "unit", "correction for the draws", "made of"};

/// The part of a sheet that shows a bill.
class BillSheet {
 public:
  BillSheet(const OptionResult& option, const Explanation& explanation, XlsxFile& file,
            WorkbookInputs& inputs)
      : option_(option),
        explanation_(explanation),
        file_(file),
        sheet_(file.sheet(option.name)),
        steps_(explanation.steps, inputs) {}

  OptionTotals write() {
    head();
    const auto lines = static_cast<unsigned>(option_.lines.size());
    steps_.write(file_, {sheet_, first_line + lines + 9, 0});
    steps_head(first_line + lines + 8);
    say_what_stays();
    for (unsigned i = 0; i < lines; ++i) line(first_line + i, option_.lines[i]);
    return totals(first_line + lines);
  }

 private:
  static constexpr unsigned first_line = 5;
  CellPlace at(unsigned row, unsigned column) const {
    return {sheet_, row, static_cast<unsigned short>(column)};
  }

  void head() {
    file_.widths(sheet_, {40, 16, 16, 16, 14, 13, 13, 13, 11, 56});
    file_.text(at(0, 0), option_.name, CellLook::title);
    file_.text(at(1, 0), option_.description, CellLook::note);
    file_.text(
        at(2, 0),
        fmt::format(
            "The bill of the average month in {}: formulas over the sheet of inputs, means over {} draws. "
            "P5, P50 and P95 are values, which do not follow changed inputs.",
            explanation_.currency, explanation_.draws),
        CellLook::note);
    for (unsigned i = 0; i < std::size(bill_columns); ++i) {
      const bool text = std::find(std::begin(bill_texts), std::end(bill_texts),
                                  std::string_view(bill_columns[i])) != std::end(bill_texts);
      file_.text(at(first_line - 1, i), bill_columns[i], text ? CellLook::head : CellLook::number_head);
    }
    file_.freeze(at(1, 1));
    file_.print(at(0, 0), std::size(bill_columns));
  }

  /// What stays when inputs change, by name.
  void say_what_stays() {
    const std::string stays = steps_.values_of_the_run();
    if (!stays.empty())
      file_.text(at(3, 0),
                 "Values that the run fixed, which no change of an input moves (grey below): " + stays + ".",
                 CellLook::note);
  }

  void steps_head(unsigned row) {
    file_.text(at(row - 1, 0), "How it is computed", CellLook::title);
    for (unsigned i = 0; i < std::size(step_columns); ++i)
      file_.text(at(row, i), step_columns[i], i == 1 || i == 3 ? CellLook::number_head : CellLook::head);
  }

  /// The step of a line that no other line of the sheet has taken; nothing where the explanation has none.
  std::optional<std::size_t> step_of(const LineResult& line) {
    for (const std::size_t operand : explanation_.root().operands) {
      if (explanation_.steps[operand].name == line.item && taken_.insert(operand).second) return operand;
    }
    return std::nullopt;
  }

  void line(unsigned row, const LineResult& line) {
    file_.text(at(row, 0), line.item);
    const double mean = line.monthly_usd.mean.value;
    const auto step = step_of(line);
    if (step) {
      file_.formula(at(row, 1), steps_.reference(*step), mean, CellLook::money);
    } else {
      file_.number(at(row, 1), mean, CellLook::opaque);
    }
    file_.text(at(row, 3), line.quantity_unit);
    product(row, line, step);
    file_.number(at(row, 5), line.monthly_usd.p5.value, CellLook::money);
    file_.number(at(row, 6), line.monthly_usd.p50.value, CellLook::money);
    file_.number(at(row, 7), line.monthly_usd.p95.value, CellLook::money);
    file_.text(at(row, 8), std::string(cost_types.to_text(line.type)));
    file_.text(at(row, 9), line.source);
    const bool is_paid =
        line.type == CostType::invoiced || line.type == CostType::amortized || line.type == CostType::staff;
    if (is_paid) paid_.push_back(row);
    if (line.type == CostType::risk) damage_.push_back(row);
  }

  /// A lump sum is a price alone.
  bool is_product(const ExplainedStep& step) const {
    return step.operation == "*" && step.operands.size() == 2 &&
           explanation_.steps[step.operands[0]].name == "quantity" &&
           explanation_.steps[step.operands[1]].name == "unit price";
  }

  /// Quantity and unit price, where the line is their product.
  void product(unsigned row, const LineResult& line, const std::optional<std::size_t>& step) {
    const double values[] = {line.quantity.value, line.unit_price_usd.value};
    for (unsigned i = 0; i < 2; ++i) {
      const bool known = step && is_product(explanation_.steps[*step]);
      const CellLook look = i == 0 ? CellLook::number : CellLook::price;
      if (known) {
        const std::size_t factor = explanation_.steps[*step].operands[i];
        file_.formula(at(row, 2 * i + 2), steps_.reference(factor), explanation_.steps[factor].value, look);
      } else {
        file_.number(at(row, 2 * i + 2), values[i], look);
      }
    }
  }

  std::string sum_of(const std::vector<unsigned>& rows) const {
    std::string text;
    for (const unsigned row : rows) text += (text.empty() ? "" : "+") + cell_reference(at(row, 1));
    return text;
  }

  void summary(unsigned row, const Statistics& figure) {
    file_.number(at(row, 5), figure.p5.value, CellLook::total);
    file_.number(at(row, 6), figure.p50.value, CellLook::total);
    file_.number(at(row, 7), figure.p95.value, CellLook::total);
  }

  OptionTotals totals(unsigned row) {
    const Statistics& cost = *option_.find(measures::monthly_cost);
    OptionTotals all;
    file_.text(at(row, 0), "to be paid a month", CellLook::total);
    file_.formula(at(row, 1), paid_.empty() ? "0" : sum_of(paid_), cost.mean.value, CellLook::total);
    summary(row, cost);
    all.paid = cell_reference(at(row, 1), file_.sheet_name(sheet_));
    const Statistics* damage = option_.find(measures::damage);
    if (damage != nullptr && !damage_.empty()) {
      file_.text(at(row + 1, 0), "expected damage a month, sent to nobody", CellLook::total);
      file_.formula(at(row + 1, 1), sum_of(damage_), damage->mean.value, CellLook::total);
      summary(row + 1, *damage);
      all.damage = cell_reference(at(row + 1, 1), file_.sheet_name(sheet_));
    }
    file_.text(at(row + 3, 0), "to be paid, mean over the draws (a value)", CellLook::note);
    file_.number(at(row + 3, 1), cost.mean.value, CellLook::money);
    file_.text(at(row + 4, 0), "difference: what changed inputs move", CellLook::note);
    file_.formula(at(row + 4, 1), cell_reference(at(row, 1)) + "-" + cell_reference(at(row + 3, 1)), 0,
                  CellLook::money);
    return all;
  }

  const OptionResult& option_;
  const Explanation& explanation_;
  XlsxFile& file_;
  std::size_t sheet_;
  SheetSteps steps_;
  std::set<std::size_t> taken_;
  std::vector<unsigned> paid_, damage_;  ///< rows
};

}  // namespace

OptionTotals add_option_sheet(const OptionResult& option, const Explanation& explanation, XlsxFile& file,
                              WorkbookInputs& inputs) {
  return BillSheet(option, explanation, file, inputs).write();
}

}  // namespace llmtco
