#include <fmt/format.h>

#include <algorithm>

#include "report/numbers.h"
#include "report/serving.h"
#include "text/plane.h"

namespace llmtco {
namespace {

using serving::LoadCurve;
using serving::LoadPoint;
using serving::Times;

struct LoadMarks {
  const char *half, *most, *saturated, *limit, *rate, *capacity;
};
constexpr LoadMarks load_in_unicode{"○", "●", "↑", "┄", "┊", "│"},
    load_in_ascii{"o", "x", "^", "-", "!", "|"};

/// One picture: a time, its limit, and what it is called.
struct TimeOf {
  const char* name;
  Times serving::Summary::*times;
  std::optional<double> limit;
};

std::string short_duration(double seconds) {
  if (seconds < 0.9995e-3) return fmt::format("{:.3g} us", 1e6 * seconds);
  if (seconds < 0.9995) return fmt::format("{:.3g} ms", 1e3 * seconds);
  return seconds < 120 ? fmt::format("{:.3g} s", seconds) : duration(seconds);
}

std::string short_rate(double rate) { return fmt::format("{:.6g}", rate); }

/// Whether the median of a point has a place: rates below capacity at which some request has such a time above 0.
bool has_place(const LoadPoint& point, const TimeOf& time) {
  const Times& t = point.summary.*time.times;
  return !point.saturated() && t.any && t.p50 > 0;
}

/// By factors over all that is drawn; nothing where that is nothing.
std::optional<PlaneAxis> time_axis(const LoadCurve& curve, const TimeOf& time) {
  std::optional<double> low, high;
  for (const LoadPoint& point : curve.points) {
    if (!has_place(point, time)) continue;
    const Times& t = point.summary.*time.times;
    low = std::min(low.value_or(t.p50), t.p50);
    high = std::max(high.value_or(t.p95), t.p95);
  }
  if (!low) return std::nullopt;
  PlaneAxis axis = plane_axis_by_factors(std::min(*low, time.limit.value_or(*low)),
                                         std::max(*high, time.limit.value_or(*high)));
  axis.title = time.name;
  axis.label = short_duration;
  return axis;
}

PlaneAxis rate_axis(const LoadCurve& curve) {
  PlaneAxis axis = plane_axis(0, std::max(curve.points.back().rate, curve.capacity), 10);
  axis.title = "requests a second";
  axis.label = short_rate;
  return axis;
}

std::string one_picture(const ServingReport& r, const TimeOf& time, const LoadMarks& marks,
                        const Style& style) {
  const LoadCurve& curve = *r.curve;
  const std::optional<PlaneAxis> axis = time_axis(curve, time);
  if (!axis) return fmt::format("    {}: no request has one\n", time.name);
  constexpr std::size_t lines = 10;
  Plane plane(rate_axis(curve), *axis, {style.text_width() - 4, lines}, style.unicode);
  plane.upright(curve.capacity, marks.capacity);
  if (r.rate) plane.upright(*r.rate, marks.rate);
  if (time.limit) plane.across(*time.limit, marks.limit);
  std::vector<PlanePoint> half, most;
  for (const LoadPoint& point : curve.points) {
    if (!has_place(point, time)) continue;
    half.push_back({point.rate, (point.summary.*time.times).p50});
    most.push_back({point.rate, (point.summary.*time.times).p95});
  }
  plane.lines(half);
  plane.lines(most);
  for (const PlanePoint& point : half) plane.mark(point, marks.half);
  for (const PlanePoint& point : most) plane.mark(point, marks.most);
  for (const LoadPoint& point : curve.points) {
    if (point.saturated()) plane.mark({point.rate, axis->high}, marks.saturated);
  }
  return plane.text("    ");
}

bool any_limit(const ServingReport& r) { return r.limits.ttft || r.limits.tpot || r.limits.e2e; }

/// "99 % of the requests keep the limits up to 12.3 a second, no more at 14.1"
std::string kept_words(const LoadCurve& curve) {
  const std::string share = fmt::format("{:.4g} %", 100 * curve.share);
  if (!curve.keeps)
    return fmt::format("at none of the rates drawn do {} of the requests keep the limits", share);
  std::string text =
      fmt::format("{} of the requests keep the limits up to {:.4g} a second", share, *curve.keeps);
  return curve.breaks ? text + fmt::format(", and no longer at {:.4g}", *curve.breaks) : text;
}

/// "; 10,000 requests at each rate", where they are as many at each.
std::string requests_words(const LoadCurve& curve) {
  const std::int64_t requests = curve.points.front().summary.requests;
  const bool alike = std::all_of(curve.points.begin(), curve.points.end(),
                                 [&](const LoadPoint& p) { return p.summary.requests == requests; });
  return alike ? fmt::format("; {} requests at each rate", grouped(static_cast<double>(requests), 0)) : "";
}

std::string load_legend(const ServingReport& r, const LoadMarks& marks, const PlaneAxis& rates) {
  const LoadCurve& curve = *r.curve;
  std::string text = fmt::format(
      "{} half of the requests are faster, {} 95 of 100 are; {} capacity, {:.4g} a second; {} saturated: the "
      "queue, and every wait, grows as long as requests come",
      marks.half, marks.most, marks.capacity, curve.capacity, marks.saturated);
  if (r.rate) {
    const char* what = r.largest && r.largest->reason.empty() ? "the largest rate that keeps the limits"
                                                              : "the rate of the times above";
    const bool drawn = *r.rate >= rates.low && *r.rate <= rates.high;
    text +=
        fmt::format("; {} {}, {:.4g}{}", marks.rate, what, *r.rate, drawn ? "" : ", is beyond the right end");
  }
  text += requests_words(curve);
  if (!any_limit(r)) return text;
  text += fmt::format("; {} limit", marks.limit);
  return r.largest ? text : text + "; " + kept_words(curve);
}

}  // namespace

std::string load_plot(const ServingReport& r, const Style& given) {
  const Style style = given.on_screen();
  if (!r.rate) return "  no picture: requests that all come at once have no rate\n";
  if (!r.curve) return "  no picture: too few requests came to tell the capacity\n";
  if (r.curve->points.empty()) return "  no picture: no rate can be simulated within 46 days\n";
  const LoadMarks& marks = style.unicode ? load_in_unicode : load_in_ascii;
  std::vector<TimeOf> times{{"wait for the first token (TTFT)", &serving::Summary::ttft, r.limits.ttft},
                            {"whole answer (E2E)", &serving::Summary::e2e, r.limits.e2e}};
  if (r.limits.tpot)
    times.insert(times.begin() + 1,
                 {"per token behind the first (TPOT)", &serving::Summary::tpot, r.limits.tpot});
  std::string text = style.bold("  how times grow with the load") + "\n";
  for (const TimeOf& time : times) text += one_picture(r, time, marks, style) + "\n";
  return text + style.dim("  " + wrapped_words(load_legend(r, marks, rate_axis(*r.curve)), "  ",
                                               style.text_width()));
}

}  // namespace llmtco
