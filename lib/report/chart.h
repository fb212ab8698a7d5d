#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "montecarlo/result.h"
#include "report/chart_numbers.h"
#include "report/lineup.h"
#include "report/svg_axis.h"

namespace llmtco {

/// A picture of a result with all a reader needs to understand it, and its numbers as a table for those who cannot see
/// it or want to copy them.
struct Chart {
  std::string title;
  std::string svg;
  std::string caption;  ///< what is drawn, in words for somebody who does not know the program
  std::vector<std::vector<std::string>> table;  ///< the heading first
  std::size_t left_columns = 1;                 ///< of the table, that begin at the left
  ChartNumbers numbers{};                       ///< for scripts
};

/// One row for each option under each other: names at the left, an axis below, a few words at the right.
struct RowChart {
  static constexpr double width = 640, left = 176, right = 536, row_height = 30, top = 12;

  explicit RowChart(std::size_t rows) : bottom(top + static_cast<double>(rows) * row_height) {}
  double bottom;
  /// The middle of a row.
  double middle(std::size_t row) const { return top + (static_cast<double>(row) + 0.5) * row_height; }
  Point size() const { return {width, bottom + 42}; }
  Point ends() const { return {left, right}; }
  void name(Svg& svg, std::size_t row, const OptionResult& option, const Result& result) const;
  /// Nothing where there are none.
  void words(Svg& svg, std::size_t row, const std::string& words) const;
};

/// An option's name as charts show it: with a star where it is a yardstick.
std::string chart_name(const OptionResult& option);
/// The first letter as a heading has it.
std::string capitalized(std::string text);
/// A row of an option for scripts, without marks yet.
ChartRow row_for_scripts(const OptionResult& option, const Result& result);
/// "$12,345; nine draws of ten: $10,000 to $14,000", without the range where there is none.
std::string with_range(const Summary& figure, const Label& words);
/// "0.5 s" at a tick of seconds.
std::string tick_seconds(double seconds);
/// "80.5 %" at a tick of shares.
std::string tick_share(double share);
/// "$12k" at a tick of money: without digits that say nothing.
std::string tick_money(double amount);

/// Each of these is nothing where there is nothing to draw. `lineup` says which options are shown, and in which order.
/// What is to be paid by what it is for, stacked, with the interval of the sum.
std::optional<Chart> costs_chart(const Result& result, const Lineup& lineup);
/// How far what is to be paid may turn out lower or higher.
std::optional<Chart> spread_chart(const Result& result, const Lineup& lineup);
/// What is to be paid in each month of the horizon.
std::optional<Chart> months_chart(const Result& result, const Lineup& lineup);
/// A chart for each limit on a time; where there is none, of the first word and the whole answer.
std::vector<Chart> latency_charts(const Result& result, const Lineup& lineup);
/// Accuracy against cost.
std::optional<Chart> accuracy_chart(const Result& result, const Lineup& lineup);
/// What would change if something else held than what is assumed.
std::optional<Chart> assumptions_chart(const Result& result);

}  // namespace llmtco
