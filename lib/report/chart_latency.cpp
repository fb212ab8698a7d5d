#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "montecarlo/standing.h"
#include "report/chart.h"
#include "report/numbers.h"
#include "report/spread.h"

namespace llmtco {
namespace {

/// A time that is compared: of a class or of all requests, with the limit it has.
struct Compared {
  const Measure* time;
  Subject subject{};
  const Limit* limit = nullptr;
  std::string title{};
};

const Measure* time_of(const Limit& limit) {
  const std::pair<const Measure*, const Measure*> times[] = {
      {measures::meets_ttft_p95.row, measures::ttft_p95.row},
      {measures::meets_ttft_p99.row, measures::ttft_p99.row},
      {measures::meets_tpot_p95.row, measures::tpot_p95.row},
      {measures::meets_tpot_p99.row, measures::tpot_p99.row},
      {measures::meets_e2e_p95.row, measures::e2e_p95.row},
      {measures::meets_e2e_p99.row, measures::e2e_p99.row}};
  for (const auto& [met, time] : times) {
    if (met == limit.met) return time;
  }
  return nullptr;
}

std::vector<Compared> compared_times(const Result& result) {
  std::vector<Compared> all;
  for (const Limit& limit : result.limits) {
    const Measure* time = time_of(limit);
    if (time == nullptr) continue;
    const int of = result.classes.size() > 1 ? limit.request_class : Subject::all;
    all.push_back({time, {.request_class = of}, &limit, capitalized(limit_text(result, limit))});
  }
  if (!all.empty()) return all;
  return {{measures::ttft_p95.row, {}, nullptr, "Time to the first word, of the slowest 5 % of requests"},
          {measures::e2e_p95.row, {}, nullptr, "Time of a whole answer or task, of the slowest 5 %"}};
}

struct Timed {
  const OptionResult* option;
  const Statistics* time;
};

std::vector<Timed> timed(const Lineup& lineup, const Compared& compared) {
  std::vector<Timed> rows;
  for (const OptionResult* option : lineup.shown) {
    if (const Statistics* time = option->find(*compared.time, compared.subject); time != nullptr)
      rows.push_back({option, time});
  }
  return rows;
}

/// By factors where times are far apart, from 0 where they are not.
Axis axis_of(const std::vector<Timed>& rows, const Compared& compared, Point ends) {
  constexpr double far_apart = 30;
  const double limit = compared.limit != nullptr ? compared.limit->value : 0;
  double least = rows.front().time->p5.value, most = limit;
  for (const Timed& row : rows) {
    least = std::min(least, row.time->p5.value);
    most = std::max(most, row.time->p95.value);
  }
  if (limit > 0) least = std::min(least, limit);
  return least > 0 && most > far_apart * least ? axis_by_factors(least, most, ends)
                                               : axis_over(0, most, ends);
}

std::string kept(const OptionResult& option, const Compared& compared) {
  const Estimate* share = nullptr;
  if (compared.limit != nullptr) {
    if (const Statistics* met = option.find(*compared.limit->met, compared.subject)) share = &met->mean;
  }
  return share == nullptr ? "" : rough_percent(share->value);
}

void draw_time(Svg& svg, double y, const Statistics& time, const Axis& axis) {
  const double low = axis.at(time.p5.value), high = axis.at(time.p95.value);
  svg.rect({low, y - 5}, {std::max(high - low, 1.0), 10}, "band",
           fmt::format("9 draws of 10: {} to {}", duration(time.p5.value), duration(time.p95.value)));
  svg.circle({axis.at(time.mean.value), y}, 4, "mean", "mean: " + duration(time.mean.value));
}

std::vector<std::vector<std::string>> table_of(const std::vector<Timed>& rows, const Compared& compared) {
  std::vector<std::vector<std::string>> table{{"option", "mean", "P5", "P95"}};
  if (compared.limit != nullptr) table.front().push_back("limit kept in");
  for (const Timed& row : rows) {
    const Statistics& time = *row.time;
    table.push_back(
        {row.option->name, duration(time.mean.value), duration(time.p5.value), duration(time.p95.value)});
    if (compared.limit != nullptr) table.back().push_back(kept(*row.option, compared));
  }
  return table;
}

ChartNumbers time_numbers(const std::vector<Timed>& rows, const Result& result, const Compared& compared) {
  ChartNumbers numbers{.kind = "strips", .unit = "seconds", .counts = "time"};
  if (compared.limit != nullptr) numbers.limit = {.value = compared.limit->value};
  for (const Timed& each : rows) {
    ChartRow& row = numbers.rows.emplace_back(row_for_scripts(*each.option, result));
    const std::string share = kept(*each.option, compared);
    if (!share.empty()) row.words = share + " kept";
    row.marks.push_back({.value = each.time->mean.value,
                         .low = each.time->p5.value,
                         .high = each.time->p95.value,
                         .tip = "mean: " + with_range(*each.time, duration)});
  }
  return numbers;
}

std::string caption_of(const Compared& compared, const Lineup& lineup, std::size_t drawn, bool by_factors) {
  std::string text =
      "The dot is the mean over the draws, the bar holds nine draws of ten: how uncertain the time is, not "
      "how it "
      "differs between requests.";
  if (compared.limit != nullptr)
    text += fmt::format(
        " The dashed line is the limit, {}: left of it, it is kept; at the right the share of draws "
        "in which it is.",
        duration(compared.limit->value));
  if (by_factors) text += " The scale goes by factors: each step to the right multiplies the time.";
  if (drawn < lineup.shown.size()) text += " Options whose speed is unknown are not drawn.";
  return text;
}

Chart latency_chart(const Result& result, const Lineup& lineup, const Compared& compared,
                    std::size_t number) {
  const std::vector<Timed> rows = timed(lineup, compared);
  const RowChart chart(rows.size());
  const Axis axis = axis_of(rows, compared, chart.ends());
  ChartNumbers numbers = time_numbers(rows, result, compared);
  numbers.by_factors = axis.by_factors;
  Svg svg(fmt::format("time-{}", number), chart.size(), compared.title,
          fmt::format("This time for {} options", rows.size()));
  draw_x_axis(svg, axis, {RowChart::top, chart.bottom}, tick_seconds, "time");
  for (std::size_t row = 0; row < rows.size(); ++row) {
    chart.name(svg, row, *rows[row].option, result);
    draw_time(svg, chart.middle(row), *rows[row].time, axis);
    chart.words(svg, row, numbers.rows[row].words);
  }
  if (compared.limit != nullptr) {
    const double x = axis.at(compared.limit->value);
    svg.line({x, RowChart::top}, {x, chart.bottom}, "limit", "limit: " + duration(compared.limit->value));
  }
  return {.title = compared.title,
          .svg = svg.element(),
          .caption = caption_of(compared, lineup, rows.size(), axis.by_factors),
          .table = table_of(rows, compared),
          .numbers = std::move(numbers)};
}

}  // namespace

std::vector<Chart> latency_charts(const Result& result, const Lineup& lineup) {
  std::vector<Chart> charts;
  for (const Compared& each : compared_times(result)) {
    if (!timed(lineup, each).empty())
      charts.push_back(latency_chart(result, lineup, each, charts.size() + 1));
  }
  return charts;
}

}  // namespace llmtco
