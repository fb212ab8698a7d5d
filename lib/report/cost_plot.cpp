#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "report/canvas.h"
#include "report/chart.h"
#include "report/draws_histogram.h"
#include "report/escape.h"
#include "report/heading.h"
#include "report/plots.h"
#include "report/spread.h"
#include "stats/quantiles.h"
#include "text/money.h"

namespace llmtco {
namespace {

struct Marks {
  const char *low, *high, *line, *median, *mean, *budget, *beyond;
};
constexpr Marks in_unicode{"├", "┤", "─", "┃", "●", "┊", "»"}, in_ascii{"|", "|", "-", ":", "o", "!", ">"};

std::vector<const OptionResult*> with_cost(const Lineup& lineup) {
  std::vector<const OptionResult*> options;
  for (const OptionResult* option : lineup.shown) {
    if (option->find(measures::monthly_cost) != nullptr) options.push_back(option);
  }
  return options;
}

std::string strip(const Statistics& cost, const std::optional<double>& budget, const Scale& scale,
                  const Marks& marks) {
  CanvasLine line(scale.width);
  if (!is_fixed(cost)) {
    line.fill(cost.p5.value, cost.p95.value, scale, marks.line);
    line.put(cost.p5.value, scale, marks.low);
    line.put(cost.p95.value, scale, marks.high);
    line.put(cost.p50.value, scale, marks.median);
  }
  line.put(cost.mean.value, scale, marks.mean);
  if (budget && *budget <= scale.high && line.empty_at(*budget, scale))
    line.put(*budget, scale, marks.budget);
  return line.text();
}

/// Draws of the cost that are not all alike; null where they are, or were not kept.
const KeptDraws::Draws* varying_draws(const OptionResult& option, const KeptDraws* draws) {
  if (draws == nullptr || is_fixed(*option.find(measures::monthly_cost))) return nullptr;
  return draws_of(*draws, option.name, *measures::monthly_cost.row);
}

/// Where the last draw of a hundred begins, and of what is alike in every draw nothing.
double far_of(const OptionResult& option, const KeptDraws* draws) {
  const KeptDraws::Draws* own = varying_draws(option, draws);
  if (own == nullptr) return 0;
  constexpr double ends[] = {0.99};
  const double far = quantiles(*own, ends)[0];
  return std::isfinite(far) ? far : 0;
}

/// The end of a scale for all: where nine draws of ten end, and the means; with draws further, up to half, so that few of
/// them lie beyond.
double end_of(const std::vector<const OptionResult*>& options, const KeptDraws* draws) {
  constexpr double furthest = 1.5;
  double most = 0, far = 0;
  for (const OptionResult* option : options) {
    const Statistics& cost = *option->find(measures::monthly_cost);
    most = std::max({most, cost.p95.value, cost.mean.value});
    far = std::max(far, far_of(*option, draws));
  }
  return round_end(std::max(most, std::min(far, furthest * most)));
}

/// Where the draws of an option lie: cells around the places that strips have, so that both stand above each other, and the
/// last one for what lies beyond.
std::string draws_line(const KeptDraws::Draws& draws, const Scale& scale, const Marks& marks,
                       const Style& style) {
  const double cell = scale.high / static_cast<double>(scale.width);
  const DrawsHistogram histogram = histogram_of(draws, {-0.5 * cell, cell, scale.width - 1});
  std::string line = histogram_line(histogram.shares, style);
  if (histogram.beyond > 0) line += std::string(scale.width - 1 - display_width(line), ' ') + marks.beyond;
  return line;
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return text + std::string(width - std::min(width, used), ' ');
}

/// "├ ┤ nine draws of ten, ┃ median, ● mean, ┊ budget"
std::string legend(const Marks& marks, bool fixed, bool budget, const KeptDraws* draws) {
  std::string text = fixed ? fmt::format("{} what is to be paid", marks.mean)
                           : fmt::format("{} {} nine draws of ten, {} median, {} mean", marks.low, marks.high,
                                         marks.median, marks.mean);
  if (budget) text += fmt::format(", {} budget", marks.budget);
  if (fixed || draws == nullptr) return text;
  return text +
         fmt::format("; below: where the draws lie, each option by its fullest place, {} some further right",
                     marks.beyond);
}

constexpr const char* no_draws =
    "  A stored result holds no draws: 'llmtco run SCENARIO --plot' shows\n  where they lie.\n";

}  // namespace

std::string cost_plot(const Result& result, const Style& given, const KeptDraws* draws) {
  const MoneyIn money_in(result.currency);
  const Style style = given.on_screen();
  const std::vector<const OptionResult*> options = with_cost(line_up(result));
  if (options.empty()) return "  no option can serve\n";
  const Marks& marks = style.unicode ? in_unicode : in_ascii;
  const Sums sums = monthly_sums(result);
  std::size_t names = 0, amounts = 0;
  for (const OptionResult* option : options) {
    const Statistics& cost = *option->find(measures::monthly_cost);
    names = std::max(names, display_width(for_terminal(chart_name(*option))));
    amounts = std::max(amounts, sums(cost.mean.value).size());
  }
  constexpr std::size_t least = 16, between = 2;
  const std::size_t widest_name = style.width / 3;
  names = std::min(names, widest_name);
  const std::size_t taken = 2 + names + between + between + amounts;
  const Scale scale{.high = end_of(options, draws),
                    .width = std::max(least, style.text_width() - std::min(style.text_width(), taken))};
  const bool budget = result.budget_usd && *result.budget_usd <= scale.high;
  const std::string indent(2 + names + between, ' ');
  std::string text =
      style.bold("  " + wrapped_words("what is to be paid in the average month", "  ", style.text_width()));
  for (const OptionResult* option : options) {
    const Statistics& cost = *option->find(measures::monthly_cost);
    const std::string name =
        cut_to_fit(for_terminal(chart_name(*option)), {.unicode = style.unicode, .width = names});
    text += "  " + padded(name, names + between) +
            padded(strip(cost, result.budget_usd, scale, marks), scale.width + between) +
            sums(cost.mean.value) + "\n";
    if (const KeptDraws::Draws* own = varying_draws(*option, draws))
      text += indent + draws_line(*own, scale, marks, style) + "\n";
  }
  text += style.dim(indent + axis_line(scale)) + "\n";
  return text + style.dim("  " + wrapped_words(legend(marks, costs_are_fixed(result), budget, draws), "  ",
                                               style.text_width()));
}

std::string plots_text(const Result& result, const Style& given, const KeptDraws* draws) {
  const MoneyIn money_in(result.currency);
  const Style style = given.on_screen();
  const std::string months = months_plot(result, style);
  return title_line(result, style) + demand_text(result, style) + "\n" + cost_plot(result, style, draws) +
         (draws != nullptr || costs_are_fixed(result) ? "" : style.dim(no_draws)) +
         (months.empty() ? "" : "\n" + months);
}

}  // namespace llmtco
