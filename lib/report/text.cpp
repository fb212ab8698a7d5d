#include "report/text.h"

#include <fmt/format.h>

#include "measures/list.h"
#include "report/escape.h"
#include "report/notes.h"
#include "report/numbers.h"
#include "report/summary_rows.h"

namespace llmtco {
namespace {

using Align = Table::Align;

std::string table_text(std::vector<std::vector<std::string>> rows, const Style& style,
                       std::size_t left_columns) {
  std::vector<Align> columns(rows.front().size(), Align::right);
  for (std::size_t i = 0; i < left_columns && i < columns.size(); ++i) columns[i] = Align::left;
  Table table(columns);
  for (auto& cells : rows) {
    for (std::string& cell : cells) cell = for_terminal(cell);
    table.row(std::move(cells));
  }
  // In a narrow terminal the columns stand below each other in parts, rather than broken line by line.
  const std::vector<Table> parts = style.width == 0 ? std::vector<Table>{table} : table.parts(style.width);
  std::string text;
  for (const Table& part : parts) {
    bool heading = true;
    for (const std::string& line : part.lines()) {
      if (heading && !text.empty()) text += "\n";
      text += (heading ? style.bold(line) : line) + "\n";
      heading = false;
    }
  }
  return text;
}

/// The bill of one option: its lines as a tree, with quantity and unit price.
std::string bill_text(const OptionResult& option, const Style& style) {
  // Lines that come to less than a cent in nineteen draws of twenty only blur the picture; other forms show
  // them all.
  std::vector<const LineResult*> lines;
  for (const LineResult& line : option.lines) {
    if (line.monthly_usd.p95.value >= 0.005) lines.push_back(&line);
  }
  Table table({Align::left, Align::right, Align::left, Align::left, Align::left});
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const LineResult& line = *lines[i];
    const bool last = i + 1 == lines.size();
    const char* branch = style.unicode ? (last ? "└─ " : "├─ ") : (last ? "`- " : "|- ");
    const std::string how = line.quantity_unit == "month"
                                ? ""
                                : count(line.quantity.value) + " " + line.quantity_unit + style.times() +
                                      unit_price(line.unit_price_usd.value);
    table.row(
        {branch + for_terminal(line.item), money(line.monthly_usd.mean.value), how,
         fmt::format("{}{}{}", cost_types.to_text(line.type),
                     line.behaviour == CostBehaviour::fixed ? "" : ", ",
                     line.behaviour == CostBehaviour::fixed ? "" : cost_behaviours.to_text(line.behaviour)),
         for_terminal(line.source)});
  }
  std::string text = style.bold(for_terminal(option.name));
  text += fmt::format("  {} a month", money(option.find(measures::monthly_cost)->mean.value));
  if (option.basis != Basis::fully_loaded) text += fmt::format(", {}", name(option.basis));
  text += "\n";
  for (const std::string& line : table.lines()) text += cut_to_fit(line, style) + "\n";
  if (const std::size_t hidden = option.lines.size() - lines.size(); hidden > 0) {
    text += style.dim(fmt::format("   {} line{} below a cent not shown\n", hidden, hidden == 1 ? "" : "s"));
  }
  return text;
}

std::string notes_text(const OptionResult& option, const Style& style) {
  std::string text;
  for (const std::string& note : notes_of(option))
    text += "   " + style.dim(wrapped_words(for_terminal(note), "   ", style.text_width()));
  return text;
}

std::string heading(const Result& result, const Style& style) {
  std::string text = style.bold(for_terminal(result.scenario)) + "\n";
  if (!result.description.empty())
    text += wrapped_words(for_terminal(result.description), "", style.text_width());
  return text +
         style.dim(wrapped_words(workload_text(result) + style.dot() + run_text(result, style), "",
                                 style.width == 0 ? std::string::npos : style.width)) +
         "\n";
}

std::string warnings_text(const std::vector<std::string>& warnings, const Style& style) {
  std::string text;
  for (const std::string& warning : warnings) {
    text += style.yellow("warning: ") + wrapped_words(for_terminal(warning), "         ", style.text_width());
  }
  return text.empty() ? text : "\n" + text;
}

}  // namespace

std::string to_text(const Result& result, const Style& style) {
  std::string text = heading(result, style);
  text += table_text(summary_rows(result, style), style, 2);
  text += style.dim(wrapped_words(summary_legend(result), "", style.text_width()));
  for (const OptionResult& option : result.options) {
    text += "\n";
    if (!option.feasible) {
      text += style.bold(for_terminal(option.name)) + "  " + style.red("not feasible") + "\n   " +
              wrapped_words(for_terminal(option.reason), "   ", style.text_width());
    } else {
      text += bill_text(option, style);
    }
    text += notes_text(option, style);
  }
  return text + warnings_text(result.warnings, style);
}

std::string to_text(const ScenarioComparison& comparison, const Style& style) {
  std::string text = heading(comparison.base, style);
  for (const std::string& change : comparison.changes)
    text += "changed: " + style.bold(for_terminal(change)) + "\n";
  if (workload_text(comparison.changed) != workload_text(comparison.base))
    text += "then: " + workload_text(comparison.changed) + "\n";
  text += "\n" + table_text(difference_rows(comparison, style), style, 1);
  text += style.dim(wrapped_words(difference_legend(), "", style.text_width()));
  return text + warnings_text(comparison.changed.warnings, style);
}

}  // namespace llmtco
