#include "report/waterfall.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "report/canvas.h"
#include "report/escape.h"
#include "report/numbers.h"
#include "text/money.h"

namespace llmtco {
namespace {

struct Row {
  std::string name, sum;
  double from, to;
  bool is_less = false;
};

std::vector<Row> rows_of(double before, const std::vector<WaterfallStep>& steps, double after) {
  std::vector<Row> rows{{"before", short_money(before), 0, before}};
  double at = before;
  for (const WaterfallStep& step : steps) {
    const std::string sum = (step.usd > 0 ? "+" : "") + short_money(step.usd);
    rows.push_back({for_terminal(step.name), sum, at, at + step.usd, step.usd < 0});
    at += step.usd;
  }
  rows.push_back({"after", short_money(after), 0, after});
  return rows;
}

/// What a line of the bill is, whatever its amount.
bool is_same_line(const LineResult& a, const LineResult& b) {
  return a.id == b.id && a.labels == b.labels && a.item == b.item;
}

bool is_paid(const LineResult& line) {
  return line.type == CostType::invoiced || line.type == CostType::amortized || line.type == CostType::staff;
}

std::vector<WaterfallStep> steps_by_line(const OptionResult& before, const OptionResult& after) {
  std::vector<WaterfallStep> steps;
  for (const LineResult& line : after.lines) {
    if (is_paid(line)) steps.push_back({line.item, line.monthly_usd.mean.value});
  }
  for (const LineResult& line : before.lines) {
    if (!is_paid(line)) continue;
    const auto same = std::find_if(after.lines.begin(), after.lines.end(),
                                   [&](const LineResult& other) { return is_same_line(line, other); });
    const auto step = std::find_if(steps.begin(), steps.end(),
                                   [&](const WaterfallStep& other) { return other.name == line.item; });
    if (same != after.lines.end() && step != steps.end()) {
      step->usd -= line.monthly_usd.mean.value;
    } else {
      steps.push_back({line.item, -line.monthly_usd.mean.value});
    }
  }
  return steps;
}

std::string of_cause(const Cause& cause) {
  if (cause.before.empty() || cause.after.empty()) return cause.path;
  return fmt::format("{}: {} to {}", cause.path, cause.before, cause.after);
}

std::string by_cause(const Attribution& attribution, const Style& style) {
  std::vector<WaterfallStep> steps;
  for (const Cause& cause : attribution.causes) steps.push_back({of_cause(cause), cause.share_usd.value});
  return waterfall(attribution.base_usd, std::move(steps), attribution.candidate_usd, style);
}

std::string title(const std::string& option, const char* by, const Style& style) {
  return style.bold(fmt::format("  {}: what is to be paid a month, {}", for_terminal(option), by)) + "\n";
}

}  // namespace

std::vector<WaterfallStep> worth_seeing(std::vector<WaterfallStep> steps) {
  constexpr double too_small = 0.01;
  std::erase_if(steps, [](const WaterfallStep& step) { return step.usd == 0; });
  std::stable_sort(steps.begin(), steps.end(), [](const WaterfallStep& a, const WaterfallStep& b) {
    return std::abs(a.usd) > std::abs(b.usd);
  });
  const auto small = std::find_if(steps.begin(), steps.end(), [&](const WaterfallStep& step) {
    return std::abs(step.usd) < too_small * std::abs(steps.front().usd);
  });
  if (steps.end() - small < 2) return steps;
  WaterfallStep rest{fmt::format("{} smaller changes", steps.end() - small), 0};
  for (auto step = small; step != steps.end(); ++step) rest.usd += step->usd;
  steps.erase(small, steps.end());
  steps.push_back(std::move(rest));
  return steps;
}

std::string waterfall(double before, std::vector<WaterfallStep> steps, double after, const Style& given) {
  const Style style = given.on_screen();
  const std::vector<Row> rows = rows_of(before, worth_seeing(std::move(steps)), after);
  std::size_t names = 0, sums = 0;
  double most = 0;
  for (const Row& row : rows) {
    names = std::max(names, display_width(row.name));
    sums = std::max(sums, display_width(row.sum));
    most = std::max({most, row.from, row.to});
  }
  names = std::min(names, style.text_width() / 2);
  const std::size_t taken = 4 + names + 2 + sums + 2;
  const Scale scale{
      .high = most > 0 ? most : 1,
      .width = std::max<std::size_t>(12, style.text_width() - std::min(style.text_width(), taken))};
  const char *more = style.unicode ? "█" : "#", *less = style.unicode ? "░" : "=";
  std::string text;
  for (const Row& row : rows) {
    CanvasLine line(scale.width);
    line.fill(row.from, row.to, scale, row.is_less ? less : more);
    const std::string name = cut_to_fit(row.name, {.unicode = style.unicode, .width = names});
    text += fmt::format("    {}{}  {}{}  {}\n", name, std::string(names - display_width(name), ' '),
                        std::string(sums - display_width(row.sum), ' '), row.sum, line.text());
  }
  return text;
}

std::string change_plot(const ScenarioComparison& comparison, const std::vector<Attribution>& causes,
                        const Style& style) {
  const MoneyIn money_in(comparison.base.currency);
  std::string text;
  for (const OptionDifference& difference : comparison.options) {
    const OptionResult *before = comparison.base.option(difference.name),
                       *after = comparison.changed.option(difference.name);
    const Statistics* change = difference.changes.find(measures::monthly_cost);
    if (before == nullptr || after == nullptr || change == nullptr) continue;
    const double from = before->find(measures::monthly_cost)->mean.value,
                 to = after->find(measures::monthly_cost)->mean.value;
    if (std::abs(to - from) <= 1e-9 * std::abs(from)) continue;
    const auto cause = std::find_if(causes.begin(), causes.end(), [&](const Attribution& each) {
      return each.option == difference.name && each.causes.size() > 1;
    });
    if (cause != causes.end())
      text += title(difference.name, "by what changed", style) + by_cause(*cause, style) + "\n";
    text += title(difference.name, "by line of the bill", style) +
            waterfall(from, steps_by_line(*before, *after), to, style) + "\n";
  }
  return text.empty() ? "  no cost moved\n" : text;
}

std::string causes_plot(const std::vector<Attribution>& causes, const std::string& currency,
                        const Style& style) {
  const MoneyIn money_in(currency);
  std::string text;
  for (const Attribution& each : causes)
    text += title(each.option, "by what changed", style) + by_cause(each, style) + "\n";
  return text;
}

}  // namespace llmtco
