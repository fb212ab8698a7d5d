#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/check_charts.h"
#include "report/check_words.h"
#include "report/numbers.h"
#include "report/waterfall.h"
#include "text/money.h"

namespace llmtco {
namespace {

constexpr double causes_left = 12, causes_right = 628, causes_row = 42, causes_top = 8;
const Style causes_style{.colour = false, .unicode = true};

/// A bar of the waterfall: from one sum to another.
struct Fall {
  std::string name, words;
  double from, to;
  const char* colour;
  const Cause* cause = nullptr;
};

std::vector<Fall> falls_of(const Attribution& attribution) {
  std::vector<WaterfallStep> steps;
  for (const Cause& cause : attribution.causes)
    steps.push_back({changed_words(cause, causes_style), cause.share_usd.value});
  std::vector<Fall> falls{{"before", money(attribution.base_usd), 0, attribution.base_usd, "c6"}};
  double at = attribution.base_usd;
  for (const WaterfallStep& step : worth_seeing(std::move(steps))) {
    Fall fall{step.name, money_change(step.usd), at, at + step.usd, step.usd > 0 ? "c2" : "c3"};
    for (const Cause& cause : attribution.causes) {
      if (changed_words(cause, causes_style) == step.name) fall.cause = &cause;
    }
    falls.push_back(std::move(fall));
    at += step.usd;
  }
  falls.push_back({"after", money(attribution.candidate_usd), 0, attribution.candidate_usd, "c6"});
  return falls;
}

struct FallScale {
  Axis axis;
  bool from_nothing;
};

/// From 0, unless nothing could be seen of the changes then.
FallScale fall_scale(const std::vector<Fall>& falls) {
  constexpr double too_small = 0.04;
  double low = falls.front().to, high = low;
  for (const Fall& fall : falls) {
    low = std::min(low, fall.to);
    high = std::max(high, fall.to);
  }
  const bool from_nothing = high - low >= too_small * std::abs(high) || low <= 0;
  const double begin = from_nothing ? std::min(0.0, low) : low - (high - low);
  return {axis_over(begin, high, {causes_left, causes_right - 20}), from_nothing};
}

void draw_fall(Svg& svg, double y, const Fall& fall, const Axis& axis) {
  constexpr std::size_t columns = 80;
  svg.text({causes_left + 6, y + 13}, shortened(fall.name, columns), "halo");
  svg.text({causes_right, y + 13}, fall.words, "end halo");
  const double from = axis.at(std::min(fall.from, fall.to)), to = axis.at(std::max(fall.from, fall.to));
  svg.rect({from, y + 19}, {std::max(to - from, 1.0), 13}, fall.colour, fall.name + ": " + fall.words);
  if (fall.cause == nullptr || fall.cause->share_usd.low == fall.cause->share_usd.high) return;
  const double low = axis.at(fall.from + fall.cause->share_usd.low),
               high = axis.at(fall.from + fall.cause->share_usd.high), middle = y + 25.5;
  svg.line({low, middle}, {high, middle}, "whisker", share_words(*fall.cause, causes_style));
  for (const double x : {low, high}) svg.line({x, middle - 4}, {x, middle + 4}, "whisker");
}

}  // namespace

std::vector<std::vector<std::string>> causes_table(const Attribution& attribution) {
  std::vector<std::vector<std::string>> rows{{"what changed", "kind", "where", "share", "from", "to"}};
  for (const Cause& cause : attribution.causes) {
    const Interval& share = cause.share_usd;
    rows.push_back({changed_words(cause, causes_style), cause.kind,
                    cause.place.file.empty() ? "" : to_text(cause.place), money_change(share.value),
                    money_change(share.low), money_change(share.high)});
  }
  return rows;
}

Chart causes_chart(const Attribution& attribution, std::size_t number) {
  const std::vector<Fall> falls = falls_of(attribution);
  const auto [axis, from_nothing] = fall_scale(falls);
  const double bottom = causes_top + causes_row * static_cast<double>(falls.size());
  const std::string title = fmt::format("Why {} moved by {} a month", attribution.option,
                                        money_change(attribution.candidate_usd - attribution.base_usd));
  Svg svg(fmt::format("causes-{}", number), {RowChart::width, bottom + 42}, title,
          fmt::format("How {} becomes {}, in {} changes", money(attribution.base_usd),
                      money(attribution.candidate_usd), attribution.causes.size()));
  draw_x_axis(svg, axis, {causes_top, bottom}, from_nothing ? tick_money : money,
              "to pay in the average month");
  for (std::size_t i = 0; i < falls.size(); ++i) {
    const double y = causes_top + causes_row * static_cast<double>(i);
    if (i + 1 < falls.size())
      svg.line({axis.at(falls[i].to), y + 32}, {axis.at(falls[i].to), y + 61}, "step");
    draw_fall(svg, y, falls[i], axis);
  }
  std::string caption =
      "From what was to be paid before, each change begins where the one before it ended, and the last bar "
      "is "
      "what is to be paid now. A change's share is the mean over the orders in which they can be made, so "
      "that "
      "they add up.";
  if (!attribution.exact)
    caption += fmt::format(" There are many: {} orders were taken.", attribution.orders);
  if (!from_nothing) caption += " The scale does not begin at 0, for the changes are small.";
  return {.title = title,
          .svg = svg.element(),
          .caption = std::move(caption),
          .table = causes_table(attribution),
          .left_columns = 3};
}

}  // namespace llmtco
