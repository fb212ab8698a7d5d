#include "report/workbook.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "report/answer.h"
#include "report/assumptions.h"
#include "report/layout.h"
#include "report/workbook_option.h"
#include "text/money.h"

namespace llmtco {
namespace {

constexpr const char* answer_columns[] = {"option",    "kind",     "standing",    "to be paid a month (mean)",
                                          "P5",        "P50",      "P95",         "expected damage a month",
                                          "a request", "accuracy", "TTFT P95, s", "best in"};
constexpr std::size_t first_number = 3;

constexpr double paragraph_width = 84;  ///< characters

/// Puts one thing below the other on a sheet.
struct Below {
  XlsxFile& file;
  std::size_t sheet;
  unsigned row = 0;

  CellPlace at(std::size_t column) const { return {sheet, row, static_cast<unsigned short>(column)}; }
  void line(const std::string& text, CellLook look = CellLook::plain) {
    file.text(at(0), text, look);
    ++row;
  }
};

void figure_cell(const Below& sheet, std::size_t column, const Statistics* figure, CellLook look) {
  if (figure != nullptr) sheet.file.number(sheet.at(column), figure->mean.value, look);
}

void answer_row(Below& sheet, const OptionResult& option, const OptionTotals* totals) {
  XlsxFile& file = sheet.file;
  file.text(sheet.at(0), option.name);
  file.text(sheet.at(1), option.kind);
  file.text(sheet.at(2), option.feasible ? std::string(standings.to_text(option.standing))
                                         : "not feasible: " + option.reason);
  const Statistics* cost = option.find(measures::monthly_cost);
  if (totals != nullptr && cost != nullptr) {
    file.formula(sheet.at(3), totals->paid, cost->mean.value, CellLook::money);
    file.number(sheet.at(4), cost->p5.value, CellLook::money);
    file.number(sheet.at(5), cost->p50.value, CellLook::money);
    file.number(sheet.at(6), cost->p95.value, CellLook::money);
    if (totals->damage)
      file.formula(sheet.at(7), *totals->damage, option.find(measures::damage)->mean.value, CellLook::money);
  }
  if (option.feasible) {
    figure_cell(sheet, 8, option.find(measures::cost_per_request), CellLook::price);
    figure_cell(sheet, 9, option.find(measures::accuracy), CellLook::share);
    figure_cell(sheet, 10, option.find(measures::ttft_p95), CellLook::seconds);
    figure_cell(sheet, 11, option.find(measures::best), CellLook::share);
  }
  ++sheet.row;
}

void answer_sheet(const Result& result, const std::vector<OptionTotals>& totals, XlsxFile& file,
                  std::size_t sheet_index) {
  Below sheet{file, sheet_index};
  file.widths(sheet_index, {32, 10, 26, 18, 14, 14, 14, 16, 12, 10, 10, 10});
  sheet.line(result.scenario, CellLook::title);
  if (!result.description.empty()) sheet.line(result.description, CellLook::note);
  sheet.line(answer_text(result));
  sheet.line(
      fmt::format("llmtco {}, seed {}, {} draws, prices as of {}, in {}, {} months", result.tool_version,
                  result.seed, result.draws, result.as_of, result.currency, result.horizon_months),
      CellLook::note);
  sheet.line(
      "Means are formulas, which follow the sheet of inputs. All else on this sheet is a value of the run.",
      CellLook::note);
  for (std::size_t i = 0; i < std::size(answer_columns); ++i)
    file.text(sheet.at(i), answer_columns[i], i < first_number ? CellLook::head : CellLook::number_head);
  file.print(sheet.at(0), std::size(answer_columns));
  const unsigned first = ++sheet.row;
  file.freeze({sheet_index, first, 1});
  std::size_t told = 0;
  for (const OptionResult& option : result.options) {
    if (option.feasible) answer_row(sheet, option, &totals[told++]);
  }
  const unsigned last = sheet.row;
  for (const OptionResult& option : result.options) {
    if (!option.feasible) answer_row(sheet, option, nullptr);
  }
  if (last == first) return;
  file.chart({.kind = SheetChart::Kind::bars,
              .title = "To be paid a month",
              .value_axis = result.currency + " a month",
              .categories = {{sheet_index, first, 0}, last - 1, 0},
              .series = {{{sheet_index, first - 1, 3}, {{sheet_index, first, 3}, last - 1, 3}},
                         {{sheet_index, first - 1, 6}, {{sheet_index, first, 6}, last - 1, 6}}},
              .at = {sheet_index, sheet.row + 1, 0}});
}

/// Of every month of the horizon mean, P5 and P95 of a figure, for each option that can serve.
void months_sheet(const Result& result, const MeasureOf<Usd>& measure, const char* says, Below sheet) {
  XlsxFile& file = sheet.file;
  sheet.line(says, CellLook::title);
  sheet.line(fmt::format("Values of the run in {}, which do not follow changed inputs.", result.currency),
             CellLook::note);
  file.text(sheet.at(0), "month", CellLook::number_head);
  SheetChart chart;
  chart.kind = SheetChart::Kind::lines;
  chart.title = says;
  chart.value_axis = result.currency;
  chart.category_axis = "month";
  const unsigned head = sheet.row, first = head + 1;
  std::size_t column = 1;
  const auto months = static_cast<unsigned>(result.horizon_months);
  for (unsigned month = 0; month < months; ++month) file.number({sheet.sheet, first + month, 0}, month + 1);
  for (const OptionResult& option : result.options) {
    if (!option.feasible) continue;
    for (const char* what : {"", " P5", " P95"})
      file.text(sheet.at(column++), option.name + what, CellLook::number_head);
    const auto mean_column = static_cast<unsigned short>(column - 3);
    for (unsigned month = 0; month < months; ++month) {
      const Statistics* figure = option.find(measure, {.month = static_cast<int>(month)});
      if (figure == nullptr) continue;
      const double values[] = {figure->mean.value, figure->p5.value, figure->p95.value};
      for (unsigned short i = 0; i < 3; ++i)
        file.number({sheet.sheet, first + month, static_cast<unsigned short>(mean_column + i)}, values[i],
                    CellLook::money);
    }
    chart.series.push_back({{sheet.sheet, head, mean_column},
                            {{sheet.sheet, first, mean_column}, first + months - 1, mean_column}});
  }
  file.widths(sheet.sheet, std::vector<double>(column, 16));
  file.freeze({sheet.sheet, first, 1});
  file.print({sheet.sheet, head, 0}, static_cast<unsigned short>(column));
  if (chart.series.empty() || months < 2) return;
  chart.categories = {{sheet.sheet, first, 0}, first + months - 1, 0};
  chart.at = {sheet.sheet, first + months + 1, 0};
  file.chart(chart);
}

/// Figures of money over time, below the months of cash.
void finance_rows(const Result& result, Below sheet) {
  XlsxFile& file = sheet.file;
  for (const Measure& measure : measures::all) {
    if (measure.topic != Topic::finance) continue;
    const bool known =
        std::any_of(result.options.begin(), result.options.end(),
                    [&](const OptionResult& option) { return option.find(measure) != nullptr; });
    if (!known) continue;
    const std::string_view unit = measure.unit.text;
    file.text(sheet.at(0), std::string(measure.id) + (unit.empty() ? "" : fmt::format(", {}", unit)));
    std::size_t column = 1;
    for (const OptionResult& option : result.options) {
      if (!option.feasible) continue;
      figure_cell(sheet, column, option.find(measure), CellLook::number);
      column += 3;
    }
    ++sheet.row;
  }
}

/// A text in a column of its own, as many lines high as it is long.
void paragraph(Below& sheet, const std::string& text) {
  sheet.file.lines(sheet.at(0), 1 + static_cast<unsigned>(display_width(text) / paragraph_width));
  sheet.line(text, CellLook::wrapped);
}

void assumptions_sheet(const Result& result, Below sheet) {
  sheet.file.widths(sheet.sheet, {paragraph_width * 1.15});
  sheet.file.print(sheet.at(0), 1);
  sheet.line("Assumptions, by their effect", CellLook::title);
  sheet.line("What is taken because the scenario is silent, and what it would move.", CellLook::note);
  for (const std::string& line : assumption_lines(result)) paragraph(sheet, line);
  ++sheet.row;
  sheet.line("Warnings", CellLook::title);
  for (const std::string& warning : result.warnings) paragraph(sheet, warning);
}

}  // namespace

std::string no_workbooks() { return XlsxFile::absent(); }

std::string to_xlsx(const Result& result, const std::vector<Explanation>& explanations) {
  const MoneyIn money_in(result.currency);
  XlsxFile file;
  const std::size_t answer = file.sheet("Answer"), input = file.sheet("Inputs");
  WorkbookInputs inputs(file, input);
  std::vector<OptionTotals> totals;
  auto explanation = explanations.begin();
  for (const OptionResult& option : result.options) {
    if (option.feasible) totals.push_back(add_option_sheet(option, *explanation++, file, inputs));
  }
  inputs.finish();
  answer_sheet(result, totals, file, answer);
  months_sheet(result, measures::monthly_cost, "To be paid in each month", {file, file.sheet("Months")});
  const std::size_t cash = file.sheet("Cash");
  months_sheet(result, measures::monthly_cash, "Paid in each month: capital when it is bought", {file, cash});
  finance_rows(result, {file, cash, static_cast<unsigned>(result.horizon_months) + 28});
  assumptions_sheet(result, {file, file.sheet("Assumptions")});
  return file.bytes();
}

}  // namespace llmtco
