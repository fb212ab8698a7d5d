#include "report/finance_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "report/escape.h"
#include "report/numbers.h"
#include "report/row_tables.h"

namespace llmtco {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string months(double number) { return fmt::format("{:.1f} months", number); }
std::string payback(double number) { return number == 0 ? "at once" : months(number); }

/// A column of a table of options.
struct FinanceColumn {
  std::string heading;
  const Measure* measure;
  std::string (*show)(double);
  bool interval = false;            ///< with the range of nine draws of ten
  const char* absent = "";          ///< where it is unknown
  const Measure* beside = nullptr;  ///< shown where this is known of some option, else where it is itself
};

std::string cell(const OptionResult& option, const FinanceColumn& column, const Style& style) {
  const Statistics* figure = option.find(*column.measure);
  const bool applies = column.beside == nullptr || option.find(*column.beside) != nullptr;
  if (figure == nullptr) return applies ? column.absent : "";
  std::string text = column.show(figure->mean.value);
  const bool varies = figure->reduction == Reduction::summary && figure->p5.value != figure->p95.value;
  if (column.interval && varies)
    text +=
        fmt::format(" ({}{}{})", column.show(figure->p5.value), style.to(), column.show(figure->p95.value));
  return text;
}

Rows rows_of(const Result& result, const std::vector<FinanceColumn>& columns, const Style& style) {
  std::vector<FinanceColumn> known;
  for (const FinanceColumn& column : columns) {
    if (std::any_of(result.options.begin(), result.options.end(), [&](const OptionResult& option) {
          return option.find(column.beside == nullptr ? *column.measure : *column.beside) != nullptr;
        }))
      known.push_back(column);
  }
  if (known.empty()) return {};
  Rows rows{{"option"}};
  for (const FinanceColumn& column : known) rows.front().push_back(column.heading);
  for (const OptionResult& option : result.options) {
    if (!option.feasible) continue;
    std::vector<std::string>& row = rows.emplace_back(std::vector{option.name});
    for (const FinanceColumn& column : known) row.push_back(cell(option, column, style));
  }
  return rows;
}

/// The option that others are held against: the one without a value against itself.
std::string reference_of(const Result& result) {
  const bool any = std::any_of(result.options.begin(), result.options.end(), [](const OptionResult& option) {
    return option.find(measures::npv) != nullptr;
  });
  for (const OptionResult& option : result.options) {
    if (any && option.feasible && option.find(measures::npv) == nullptr) return option.name;
  }
  return "";
}

std::string legend(const Result& result) {
  std::string text =
      fmt::format("finance: cash of {} months, worth today; machines are bought at the beginning of a month",
                  result.horizon_months);
  if (const std::string reference = reference_of(result); !reference.empty())
    text += fmt::format("; NPV, rates and payback are those of an option in place of {}", reference);
  return text;
}

}  // namespace

Rows finance_rows(const Result& result, const Style& style) {
  return rows_of(result,
                 {{"worth today", measures::present_cost.row, money},
                  {"a year", measures::yearly_cost.row, money},
                  {"capital", measures::capex.row, money},
                  {"running", measures::opex.row, money},
                  {"NPV", measures::npv.row, money_change, true, "reference"},
                  {"NPV > 0", measures::npv_positive.row, percent},
                  {"IRR", measures::irr.row, percent, false, "none, or several", measures::npv.row},
                  {"MIRR", measures::mirr.row, percent, false, "none", measures::npv.row},
                  {"payback", measures::payback.row, payback, false, "not in every draw", measures::npv.row},
                  {"discounted", measures::discounted_payback.row, payback, false, "not in every draw",
                   measures::npv.row},
                  {"pays back", measures::pays_back.row, percent}},
                 style);
}

Rows business_rows(const Result& result, const Style& style) {
  return rows_of(result,
                 {{"takings a month", measures::revenue.row, money},
                  {"gross profit", measures::profit.row, money_change, true},
                  {"gross margin", measures::margin.row, percent, true},
                  {"money lasts", measures::runway.row, months, true},
                  {fmt::format("out by month {}", result.horizon_months), measures::out_of_cash.row, percent},
                  {"funds last", measures::funds_last.row, months, true},
                  {"a customer leaves", measures::customer_margin.row, money_change},
                  {"paid for after", measures::customer_payback.row, months, true, "not in every draw"},
                  {"ever", measures::customer_pays.row, percent}},
                 style);
}

std::string finance_text(const Result& result, const Style& style) {
  std::string text;
  const auto add = [&](const Rows& rows, const std::string& says) {
    if (rows.empty()) return;
    text += "\n  " + style.dim(wrapped_words(for_terminal(says), "  ", style.text_width()));
    for (const Table& part : terminal_table(rows, 1).parts(style.width == 0 ? 0 : style.width - 2)) {
      for (const std::string& line : part.lines()) text += "  " + line + "\n";
    }
  };
  add(finance_rows(result, style), legend(result));
  add(business_rows(result, style), "business: cash of each month against what comes in");
  return text;
}

std::string finance_markdown(const Result& result) {
  const Style plain{.colour = false, .unicode = true};
  std::string text;
  const Rows finance = finance_rows(result, plain), business = business_rows(result, plain);
  if (!finance.empty()) text += for_markdown(legend(result)) + "\n\n" + markdown_table(finance, 1) + "\n";
  if (!business.empty()) text += markdown_table(business, 1) + "\n";
  return text;
}

}  // namespace llmtco
