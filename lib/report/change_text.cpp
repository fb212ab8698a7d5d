#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "report/bars.h"
#include "report/escape.h"
#include "report/fitted_table.h"
#include "report/heading.h"
#include "report/lineup.h"
#include "report/numbers.h"
#include "report/screen_columns.h"
#include "report/spread.h"
#include "report/text.h"
#include "text/money.h"

namespace llmtco {
namespace {

/// An option on both sides.
struct Pair {
  const OptionResult *before, *after;
  const OptionDifference* difference;
};

bool differs(double a, double b) { return std::abs(a - b) > 1e-9 * std::max(std::abs(a), std::abs(b)); }

/// Whether a figure of its own is another: its rank may move because others did.
bool changed(const OptionResult& before, const OptionResult& after) {
  if (before.feasible != after.feasible || before.figures.size() != after.figures.size()) return true;
  for (const auto& entry : after.figures) {
    const bool rank = entry.measure->id.starts_with("rank.");
    const Statistics* was = before.find(*entry.measure, entry.subject);
    if (was == nullptr) return true;
    if (rank) continue;
    if (differs(was->mean.value, entry.value.mean.value)) return true;
    if (entry.value.reduction != Reduction::summary) continue;
    if (differs(was->p5.value, entry.value.p5.value) || differs(was->p95.value, entry.value.p95.value))
      return true;
  }
  return false;
}

/// Pairs whose figures moved, with a cost on both sides, in the order of the change's own comparison.
std::vector<Pair> moved(const ScenarioComparison& comparison) {
  std::vector<Pair> pairs;
  const auto difference_of = [&](const std::string& name) {
    return std::find_if(comparison.options.begin(), comparison.options.end(),
                        [&](const OptionDifference& option) { return option.name == name; });
  };
  Lineup lineup = line_up(comparison.changed);
  lineup.shown.insert(lineup.shown.end(), lineup.apart.begin(), lineup.apart.end());
  for (const OptionResult* after : lineup.shown) {
    const OptionResult* before = comparison.base.option(after->name);
    const auto difference = difference_of(after->name);
    if (before == nullptr || difference == comparison.options.end() || !changed(*before, *after)) continue;
    if (difference->changes.has(measures::monthly_cost)) pairs.push_back({before, after, &*difference});
  }
  return pairs;
}

/// What both have in full, the difference in light: "██████░░░".
std::string two_bars(double before, double after, const Scale& scale, const Style& style) {
  const std::size_t less = place_of(std::min(before, after), scale),
                    more = place_of(std::max(before, after), scale);
  std::string text;
  for (std::size_t i = 0; i < more; ++i)
    text += i < less ? (style.unicode ? "█" : "#") : (style.unicode ? "░" : "=");
  return text;
}

/// "100 % → 0 %" where a figure moved, in a column where any did.
struct Moved {
  const char* heading;
  const Measure& measure;
  std::string (*show)(double);
  int worth;
};
void add_moved(const Moved& moved, const std::vector<Pair>& pairs, const Style& style,
               std::vector<ScreenColumn>& columns) {
  const auto& [heading, measure, show, worth] = moved;
  ScreenColumn column{.heading = heading, .worth = worth};
  bool any = false;
  for (const Pair& pair : pairs) {
    const Statistics *a = pair.before->find(measure), *b = pair.after->find(measure);
    const std::string before = a == nullptr ? unknown_cell : show(a->mean.value),
                      after = b == nullptr ? unknown_cell : show(b->mean.value);
    column.cells.push_back(before == after ? after : before + style.becomes() + after);
    any = any || before != after;
  }
  if (any) columns.push_back(std::move(column));
}

double cost_of(const OptionResult& option) { return option.find(measures::monthly_cost)->mean.value; }

/// What is to be paid before and after, the difference and its own interval.
std::vector<ScreenColumn> cost_columns(const std::vector<Pair>& pairs) {
  bool fixed = true;
  double largest = 0;
  for (const Pair& pair : pairs) {
    for (const OptionResult* side : {pair.before, pair.after}) {
      fixed = fixed && is_fixed(*side->find(measures::monthly_cost));
      largest = std::max(largest, std::abs(cost_of(*side)));
    }
  }
  const Sums sums(fixed, largest);
  ScreenColumn before{.heading = "to pay\nbefore", .worth = 100}, after{.heading = "after", .worth = 100},
      difference{.heading = "difference", .worth = 100}, share{.heading = "", .worth = 80},
      range{.heading = "9 in 10\ndraws", .worth = 90};
  bool varies = false;
  for (const Pair& pair : pairs) {
    before.cells.push_back(sums(cost_of(*pair.before)));
    after.cells.push_back(sums(cost_of(*pair.after)));
    const Statistics& change = pair.difference->changes.at(measures::monthly_cost);
    const double size = std::max(cost_of(*pair.before), cost_of(*pair.after));
    const bool none = std::abs(change.mean.value) <= 1e-9 * size, known = is_fixed(change, size);
    difference.cells.push_back(none ? "none" : Sums(known && fixed, largest).change(change.mean.value));
    const Estimate* relative = pair.difference->relative.find(measures::monthly_cost);
    share.cells.push_back(none || relative == nullptr ? "" : percent_change(relative->value));
    range.cells.push_back(known ? (none ? "" : "fixed")
                                : (change.p5.value > 0 ? "+" : "") + short_money(change.p5.value) + " to " +
                                      (change.p95.value > 0 ? "+" : "") + short_money(change.p95.value));
    varies = varies || !known;
  }
  std::vector<ScreenColumn> columns{before, after, difference, share};
  if (varies) columns.push_back(range);
  return columns;
}

std::vector<ScreenColumn> columns_of(const std::vector<Pair>& pairs, const Style& style) {
  std::vector<ScreenColumn> columns = cost_columns(pairs);
  add_moved({"damage", measures::damage, short_money, 50}, pairs, style, columns);
  add_moved({"right", measures::accuracy, rough_percent, 60}, pairs, style, columns);
  add_moved({"requests\na month", measures::volume, count, 70}, pairs, style, columns);
  add_moved({"damage,\n1 in 100", measures::damage_p99, short_money, 45}, pairs, style, columns);
  add_moved({"right in\nthe end", measures::delivered, rough_percent, 44}, pairs, style, columns);
  add_moved({"kg CO2e", measures::carbon, count, 55}, pairs, style, columns);
  add_moved({"limits", measures::meets_slo, rough_percent, 85}, pairs, style, columns);
  add_moved({"in budget", measures::within_budget, rough_percent, 40}, pairs, style, columns);
  add_moved({"slowest\n5 %", measures::e2e_p95, rough_duration, 30}, pairs, style, columns);
  add_moved({"first\nword", measures::ttft_p95, rough_duration, 20}, pairs, style, columns);
  return columns;
}

std::string table_text(const std::vector<Pair>& pairs, const Style& style) {
  double most = 0;
  std::vector<std::string> names;
  for (const Pair& pair : pairs) {
    most = std::max({most, cost_of(*pair.before), cost_of(*pair.after)});
    names.push_back(for_terminal(pair.after->name));
  }
  const Picture picture{.behind = 2, .draw = [&](std::size_t row, std::size_t width) {
                          return two_bars(cost_of(*pairs[row].before), cost_of(*pairs[row].after),
                                          {.high = most > 0 ? most : 1, .width = width}, style);
                        }};
  const std::vector<ScreenColumn> columns = columns_of(pairs, style);
  const FittedTable table(std::move(names), columns, style, picture);
  std::string text = table.text();
  if (table.picture_width() > 0) {
    text += style.dim(fmt::format("  a month, means of the draws; {} on both sides, {} the difference\n",
                                  style.unicode ? "█" : "#", style.unicode ? "░" : "="));
  }
  return text;
}

/// Options there is no difference of, and those that did not move.
std::string others_text(const ScenarioComparison& comparison, std::size_t moved, const Style& style) {
  std::string text;
  std::size_t apart = 0;
  for (const OptionDifference& option : comparison.options) {
    if (option.reason.empty()) continue;
    const OptionResult *before = comparison.base.option(option.name),
                       *after = comparison.changed.option(option.name);
    if (before != nullptr && after != nullptr && !changed(*before, *after)) continue;
    ++apart;
    text += "  " + wrapped_words(for_terminal(option.name + ": " + option.reason), "  ", style.text_width());
  }
  for (const OptionResult& option : comparison.base.options) {
    if (comparison.changed.option(option.name) == nullptr)
      text += "  " + wrapped_words(for_terminal(option.name + ": gone"), "  ", style.text_width());
  }
  const std::size_t same = comparison.options.size() - moved - apart;
  if (same == comparison.options.size() && text.empty())
    return fmt::format("  Nothing changed: all figures of {} are as before.\n",
                       same == 1 ? "the option" : fmt::format("all {} options", same));
  if (same > 0)
    text += fmt::format("  {} as before: no figure changed.\n",
                        same == 1 ? "1 option is" : fmt::format("{} options are", same));
  return text;
}

/// "best stays X", "best becomes X, in place of Y".
std::string best_text(const ScenarioComparison& comparison) {
  const std::string &before = comparison.base.answer.best, &after = comparison.changed.answer.best;
  if (before == after) return after.empty() ? "" : "Best stays " + after + ".";
  if (after.empty()) return "Nothing is in the race any more; " + before + " was best.";
  return before.empty() ? "Best becomes " + after + ", where nothing was in the race."
                        : "Best becomes " + after + ", in place of " + before + ".";
}

/// Where the draws do not pin a mean difference down to a tenth.
std::string sampling_text(const std::vector<Pair>& pairs, const Style& style) {
  std::string text;
  for (const Pair& pair : pairs) {
    const Statistics& change = pair.difference->changes.at(measures::monthly_cost);
    const double error = change.mean.half_width(), size = cost_of(*pair.before);
    if (is_fixed(change, size) || error <= 0.1 * std::abs(change.mean.value) || error <= 1e-6 * size)
      continue;
    text +=
        "  " + wrapped_words(for_terminal(fmt::format("the mean difference of {} is known to within {}: more "
                                                      "--draws make it sharper",
                                                      pair.after->name, short_money(error))),
                             "  ", style.text_width());
  }
  return text.empty() ? "" : style.dim(text);
}

}  // namespace

std::string to_text(const ScenarioComparison& comparison, const Style& given) {
  const MoneyIn money_in(comparison.base.currency);
  const Style style = given.on_screen();
  std::string text = title_line(comparison.base, style) + demand_text(comparison.base, style);
  for (const std::string& change : comparison.changes)
    text += wrapped_words("changed: " + style.bold(for_terminal(change)), "  ", style.text_width());
  std::vector<std::string> then = demand_parts(comparison.changed);
  if (then != demand_parts(comparison.base)) {
    then.front().insert(0, "then: ");
    text += wrapped_parts(then, "  ", style);
  }
  const std::vector<Pair> pairs = moved(comparison);
  text += "\n";
  if (const std::string best = best_text(comparison); !pairs.empty() && !best.empty())
    text += style.bold("  " + wrapped_words(for_terminal(best), "  ", style.text_width())) + "\n";
  if (!pairs.empty()) text += table_text(pairs, style);
  text += others_text(comparison, pairs.size(), style) + sampling_text(pairs, style);
  std::vector<std::string> news;
  for (const std::string& warning : comparison.changed.warnings) {
    const auto& old = comparison.base.warnings;
    if (std::find(old.begin(), old.end(), warning) == old.end()) news.push_back(warning);
  }
  return text + (news.empty() ? "" : "\n" + warnings_text(news, style));
}

}  // namespace llmtco
