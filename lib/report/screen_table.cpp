#include "report/screen_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "report/bars.h"
#include "report/escape.h"
#include "report/heading.h"
#include "report/numbers.h"
#include "report/spread.h"

namespace llmtco {
namespace {

using Shown = std::vector<const OptionResult*>;

/// Bars fill their scale; an axis ends at a round number.
double end_of_scale(const Shown& options, bool fixed) {
  double most = 0;
  for (const OptionResult* option : options) {
    if (const Statistics* cost = option->find(measures::monthly_cost))
      most = std::max(most, fixed ? cost->mean.value : cost->p95.value);
  }
  return fixed && most > 0 ? most : round_end(most);
}

/// Bars of fixed sums, intervals of uncertain ones, on one scale.
Picture picture_of(const Shown& options, bool fixed, const Style& style) {
  const double high = end_of_scale(options, fixed);
  return {.heading = fixed ? "" : "9 in 10 draws",
          .draw = [&options, fixed, high, &style](std::size_t row, std::size_t width) -> std::string {
            const Statistics* cost = options[row]->find(measures::monthly_cost);
            if (cost == nullptr) return "";
            const Scale scale{.high = high, .width = width};
            return fixed ? bar(cost->mean.value, scale, style)
                         : interval_bar(cost->p5.value, cost->p95.value, scale, style);
          }};
}

std::string legend(const Result& result, const Shown& options, bool drawn, const FittedTable& table,
                   const Style& style) {
  std::vector<std::string> parts;
  if (std::any_of(options.begin(), options.end(), [](const auto* option) { return option->yardstick; }))
    parts.emplace_back("* yardstick, not in the race");
  if (drawn) {
    parts.push_back(fmt::format("a draw: one of {} ways the uncertain may turn out",
                                grouped(static_cast<double>(result.draws), 0)));
  }
  for (const std::string& each : table.legends()) parts.push_back(each);
  if (parts.empty()) return "";
  return style.dim("  " + wrapped_parts(parts, "  ", style));
}

}  // namespace

std::string screen_table(const Result& result, const Lineup& lineup, const std::vector<ScreenColumn>& columns,
                         const Style& style) {
  const Shown& options = lineup.shown;
  const bool fixed = costs_are_fixed(result);
  std::vector<std::string> names;
  std::optional<std::size_t> best;
  for (const OptionResult* option : options) {
    if (option->name == result.answer.best) best = names.size();
    names.push_back(for_terminal(option->name) + (option->yardstick ? " *" : ""));
  }
  std::optional<Picture> picture;
  if (columns.front().heading == to_pay_heading) picture = picture_of(options, fixed, style);
  const FittedTable table(std::move(names), columns, style, picture, best);
  std::string text = table.text();
  const bool with_axis = picture && !fixed && table.picture_width() > 0;
  if (with_axis) {
    const Scale scale{.high = end_of_scale(options, fixed), .width = table.picture_width()};
    std::string axis = std::string(table.before_picture(), ' ') + axis_line(scale);
    // The last label may stand behind the picture, where there is room.
    if (style.width > 0 && display_width(axis) > style.width)
      axis.resize(axis.find_last_not_of(' ', axis.rfind(' ')) + 1);
    text += style.dim(axis + "\n");
  }
  return text + legend(result, options, with_axis, table, style);
}

}  // namespace llmtco
