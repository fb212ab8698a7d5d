#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "report/chart.h"
#include "report/draws_histogram.h"
#include "report/escape.h"
#include "report/heading.h"
#include "report/lineup.h"
#include "report/numbers.h"
#include "report/spread.h"
#include "stats/quantiles.h"
#include "text/money.h"
#include "text/plane.h"

namespace llmtco {
namespace {

/// An option with a figure and its draws.
struct DrawnFigure {
  const OptionResult* option;
  const Statistics* figure;
  const KeptDraws::Draws* draws;
};

bool is_share(const Measure& measure) {
  return measure.topic == Topic::accuracy || measure.id == "fleet.load";
}

/// A value of the figure in words.
std::string in_words(const Measure& measure, double value) {
  if (measure.unit.text == "USD") return short_money(value);
  if (measure.unit.text == "s") return duration(value);
  if (is_share(measure)) return percent(value);
  return measure.unit.text.empty() ? count(value) : fmt::format("{} {}", count(value), measure.unit.text);
}

/// The same at a tick, whose unit the axis says.
std::function<std::string(double)> tick_label(const Measure& measure) {
  if (measure.unit.text == "USD") return tick_money;
  if (measure.unit.text == "s") return tick_seconds;
  if (is_share(measure)) return [](double share) { return fmt::format("{:.6g} %", 100 * share); };
  return [](double value) { return fmt::format("{:.6g}", value); };
}

/// From where one draw in two hundred is below to where one is above, and what is marked; nothing where that is infinite.
std::optional<PlaneAxis> axis_of(const std::vector<DrawnFigure>& all, const Measure& measure) {
  constexpr std::array<double, 2> ends{0.005, 0.995};
  double low = INFINITY, high = -INFINITY;
  for (const DrawnFigure& each : all) {
    const Statistics& f = *each.figure;
    const std::vector<double> far = quantiles(*each.draws, ends);
    low = std::min({low, f.p5.value, f.mean.value, far[0]});
    high = std::max({high, f.p95.value, f.mean.value, far[1]});
  }
  if (!std::isfinite(low) || !std::isfinite(high)) return std::nullopt;
  PlaneAxis axis = plane_axis(low, high, 8);
  axis.title = std::string(measure.id);
  axis.label = tick_label(measure);
  return axis;
}

void add_bars(const std::vector<double>& shares, double most, const Style& style, Plane& plane) {
  static const std::array<const char*, 9> blocks{"", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  for (std::size_t column = 0; column < shares.size(); ++column) {
    if (!(shares[column] > 0)) continue;
    const double height = 8 * shares[column] / most * static_cast<double>(plane.count_lines());
    const auto eighths = static_cast<std::size_t>(std::max(1L, std::lround(height)));
    for (std::size_t line = 0; 8 * line < eighths && line < plane.count_lines(); ++line) {
      const std::size_t part = std::min<std::size_t>(8, eighths - 8 * line);
      const char* ascii = part >= 6 ? "#" : part >= 3 ? "=" : ".";
      plane.put(column, line, style.unicode ? blocks[part] : ascii);
    }
  }
}

/// "    ├───┃●────┤": nine draws of ten, the median and the mean at their cells.
std::string strip_over(const Statistics& figure, const PlaneAxis& axis, std::size_t columns,
                       const Style& style) {
  std::vector<std::string> cells(columns, " ");
  const auto at = [&](double value) {
    const double share = std::clamp(axis.share(value), 0.0, 1.0);
    return std::min(static_cast<std::size_t>(share * static_cast<double>(columns) + 1e-9), columns - 1);
  };
  for (std::size_t i = at(figure.p5.value); i <= at(figure.p95.value); ++i)
    cells[i] = style.unicode ? "─" : "-";
  cells[at(figure.p5.value)] = style.unicode ? "├" : "|";
  cells[at(figure.p95.value)] = style.unicode ? "┤" : "|";
  cells[at(figure.p50.value)] = style.unicode ? "┃" : ":";
  cells[at(figure.mean.value)] = style.unicode ? "●" : "o";
  std::string text;
  for (const std::string& cell : cells) text += cell;
  return text.erase(text.find_last_not_of(' ') + 1);
}

std::string histogram_words(const DrawnFigure& each, const Measure& measure,
                            const DrawsHistogram& histogram) {
  const Statistics& f = *each.figure;
  std::string text = fmt::format("5 % of the draws below {}, half below {}, 5 % above {}; mean {}",
                                 in_words(measure, f.p5.value), in_words(measure, f.p50.value),
                                 in_words(measure, f.p95.value), in_words(measure, f.mean.value));
  constexpr double shown = 5e-5;
  if (histogram.below > shown)
    text += fmt::format("; {} of the draws lie left of the picture", percent(histogram.below));
  if (histogram.beyond > shown)
    text += fmt::format("; {} of the draws lie right of the picture", percent(histogram.beyond));
  return text;
}

std::string one_histogram(const DrawnFigure& each, const Measure& measure, const PlaneAxis& axis,
                          const Style& style) {
  std::string text = "  " + style.bold(for_terminal(chart_name(*each.option))) + "\n";
  if (is_fixed(*each.figure))
    return text + fmt::format("    {} in every draw\n", in_words(measure, each.figure->mean.value));
  constexpr std::size_t lines = 6;
  const auto plane_to = [&](double most) {
    PlaneAxis draws{.low = 0, .high = most, .ticks = {0, most}};
    draws.title = "share of the draws in each column";
    draws.label = [](double share) { return fmt::format("{:4.1f} %", 100 * share); };
    return Plane(axis, std::move(draws), {style.text_width() - 4, lines}, style.unicode);
  };
  const std::size_t columns = plane_to(1).columns();
  const Cells cells{axis.low, (axis.high - axis.low) / static_cast<double>(columns), columns};
  const DrawsHistogram histogram = histogram_of(*each.draws, cells);
  const double most = *std::max_element(histogram.shares.begin(), histogram.shares.end());
  Plane plane = plane_to(most);
  add_bars(histogram.shares, most, style, plane);
  text +=
      std::string(4 + plane.margin(), ' ') + strip_over(*each.figure, axis, plane.columns(), style) + "\n";
  text += plane.text("    ");
  return text + style.dim("    " + wrapped_words(histogram_words(each, measure, histogram), "    ",
                                                 style.text_width()));
}

}  // namespace

std::string histograms_text(const Result& result, const KeptDraws& draws, const Measure& measure,
                            const Style& given) {
  const MoneyIn money_in(result.currency);
  const Style style = given.on_screen();
  std::vector<DrawnFigure> all;
  std::string unknown;
  for (const OptionResult* option : line_up(result).shown) {
    const Statistics* figure = option->find(measure);
    const KeptDraws::Draws* own = draws_of(draws, option->name, measure);
    if (figure != nullptr && own != nullptr) {
      all.push_back({option, figure, own});
    } else {
      unknown += (unknown.empty() ? "" : ", ") + for_terminal(option->name);
    }
  }
  std::string text = title_line(result, style) + "\n" +
                     style.bold("  " + wrapped_words(fmt::format("{}: {}", measure.id, measure.says), "  ",
                                                     style.text_width()));
  const std::optional<PlaneAxis> axis = axis_of(all, measure);
  if (all.empty()) return text + "  no option has it\n";
  if (!axis) return text + "  no picture: some draws are infinite\n";
  for (const DrawnFigure& each : all) text += "\n" + one_histogram(each, measure, *axis, style);
  const char* legend =
      style.unicode ? "├ ┤ nine draws of ten, ┃ median, ● mean" : "| | nine draws of ten, : median, o mean";
  text += "\n" + style.dim("  " + wrapped_words(legend, "  ", style.text_width()));
  return unknown.empty() ? text
                         : text + "  " + wrapped_words("not known of " + unknown, "  ", style.text_width());
}

}  // namespace llmtco
