#include "report/bill_text.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "measures/list.h"
#include "report/escape.h"
#include "report/notes.h"
#include "report/numbers.h"

namespace llmtco {
namespace {

using Align = Table::Align;

/// Lines that come to less than a cent in nineteen draws of twenty only blur the picture; other forms show them all.
constexpr double a_cent = 0.005;

/// "$2.00 less 8 %" of the list price where there is a discount.
std::string price_of(const LineResult& line) {
  const double paid = line.unit_price_usd.value;
  if (!line.discount) return unit_price(paid) + ", its discount taken off";
  if (*line.discount <= 0 || *line.discount >= 1) return unit_price(paid);
  return unit_price(paid / (1 - *line.discount)) + " less " + six_digits(100 * *line.discount) + " %";
}

}  // namespace

std::string how_it_comes(const LineResult& line, const Style& style) {
  if (line.quantity_unit == "month") return "";
  std::string unit = line.quantity_unit;
  const bool one = std::abs(line.quantity.value - 1) < 1e-9;
  if (one && unit.size() > 2 && unit.ends_with("s")) unit.pop_back();  // 1 accelerator
  return count(line.quantity.value) + " " + unit + style.times() + price_of(line);
}

std::string kind_of_cost(const LineResult& line) {
  if (line.behaviour == CostBehaviour::fixed) return std::string(cost_types.to_text(line.type));
  return fmt::format("{}, {}", cost_types.to_text(line.type), cost_behaviours.to_text(line.behaviour));
}

namespace {

/// The source of every line, where it is one: it is read once then.
std::string common_source(const std::vector<const LineResult*>& lines) {
  for (const LineResult* line : lines) {
    if (line->source != lines.front()->source) return "";
  }
  return lines.empty() ? "" : lines.front()->source;
}

std::string lines_text(const OptionResult& option, const Style& style) {
  std::vector<const LineResult*> lines;
  std::size_t small = 0;
  for (const LineResult& line : option.lines) {
    // Credits and discounts are negative; what is free says how much there is of it.
    const bool is_less = line.monthly_usd.p5.value <= -a_cent || line.id == ItemId::free_tokens;
    if (line.monthly_usd.p95.value >= a_cent || is_less) {
      lines.push_back(&line);
    } else if (line.monthly_usd.p95.value > 0) {
      ++small;
    }
  }
  const std::string source = common_source(lines);
  Table table({Align::left, Align::right, Align::left, Align::left, Align::left});
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const LineResult& line = *lines[i];
    const bool last = i + 1 == lines.size();
    const char* branch = style.unicode ? (last ? "└─ " : "├─ ") : (last ? "`- " : "|- ");
    table.row({branch + for_terminal(line.item), money(line.monthly_usd.mean.value),
               how_it_comes(line, style), kind_of_cost(line),
               source.empty() ? for_terminal(line.source) : ""});
  }
  std::string text;
  for (const std::string& line : table.lines()) text += cut_to_fit(line, style) + "\n";
  if (!source.empty())
    text += "   " + style.dim(wrapped_words(for_terminal("prices: " + source), "   ", style.text_width()));
  if (small > 0)
    text += style.dim(fmt::format("   {} {} below a cent not shown\n", small, small == 1 ? "line" : "lines"));
  return text;
}

}  // namespace

std::string bill_text(const OptionResult& option, const Style& style) {
  const std::string called = cut_to_fit(for_terminal(option.name), style);
  // An amount beside a very long name stands below it.
  const bool beside = style.width == 0 || display_width(called) + 24 <= style.width;
  std::string text = style.bold(called);
  if (!option.feasible) {
    text += "  " + style.red("cannot serve") + "\n   " +
            wrapped_words(for_terminal(option.reason), "   ", style.text_width());
  } else {
    text += fmt::format("{}{} to pay a month", beside ? "  " : "\n   ",
                        money(option.find(measures::monthly_cost)->mean.value));
    const Statistics* damage = option.find(measures::damage);
    if (damage != nullptr && damage->mean.value > 0)
      text += fmt::format("; {} of damage", money(damage->mean.value));
    if (option.basis != Basis::fully_loaded) text += fmt::format("; {}", name(option.basis));
    text += "\n" + lines_text(option, style);
  }
  for (const std::string& note : notes_of(option))
    text += "   " + style.dim(wrapped_words(for_terminal(note), "   ", style.text_width()));
  return text;
}

}  // namespace llmtco
