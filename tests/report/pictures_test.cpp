#include <doctest/doctest.h>
#include <fmt/format.h>

#include "measures/list.h"
#include "report/draws_histogram.h"
#include "report/plots.h"
#include "report/roofline_plot.h"
#include "report/route_front.h"
#include "report/serving.h"
#include "text/characters.h"

using namespace llmtco;

namespace {

const Style ascii_of_50{.colour = false, .unicode = false, .width = 50},
    unicode_of_50{.colour = false, .unicode = true, .width = 50};

Estimate exactly(double value) { return {value, value, value}; }
Summary summary_of(double p5, double p50, double p95, double mean) {
  return {exactly(mean), exactly(1), exactly(p5), exactly(p50), exactly(p95)};
}

std::size_t widest(const std::string& text) {
  std::size_t most = 0;
  for (std::size_t start = 0; start < text.size(); start = text.find('\n', start) + 1)
    most = std::max(most, code_points(text.substr(start, text.find('\n', start) - start)));
  return most;
}

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

/// Whether a text has a part, whatever the lines its words stand on.
bool says(const std::string& text, const std::string& part) {
  std::string words;
  for (const char c : text) {
    const char blank = c == '\n' ? ' ' : c;
    if (blank != ' ' || words.empty() || words.back() != ' ') words += blank;
  }
  return text.find(part) != text.npos || words.find(part) != words.npos;
}

/// One option that costs 1, 2, ... 100 in as many draws.
struct Hundred {
  Result result;
  KeptDraws draws{.measures = {measures::monthly_cost.row}, .options = {"own"}, .by_option = {{{}}}};

  Hundred() {
    OptionResult option;
    option.name = "own";
    option.kind = "custom";
    option.figures.put(measures::monthly_cost, summary_of(5.95, 50.5, 95.05, 50.5));
    result.options.push_back(option);
    for (int i = 1; i <= 100; ++i) draws.by_option[0][0].push_back(i);
  }
};

serving::Summary with_times(double p50, double p95, double good_share) {
  serving::Summary s;
  s.requests = s.completed = 100;
  for (serving::Times* each : {&s.ttft, &s.tpot, &s.e2e}) *each = {true, p50, p50, p95, p95, p95};
  s.good_share = good_share;
  return s;
}

ServingReport with_curve() {
  ServingReport report;
  report.rate = 5;
  report.capacity = 10;
  report.curve_asked = true;
  report.curve = serving::load_curve(10, 0.99, [](double rate) -> std::optional<serving::Summary> {
    return with_times(rate < 9 ? 0.1 : 0.2, rate < 9 ? 0.2 : 1, rate < 8.5 ? 1 : 0.5);
  });
  return report;
}

RouteFront small_front() {
  RouteFront front;
  front.weak = "small";
  front.strong = "large";
  front.weak_accuracy = 0.6;
  front.strong_accuracy = 0.8;
  front.weak_cost_usd = 1000;
  front.strong_cost_usd = 5000;
  front.perfect = RouteFront::Perfect{0.9, 0.25};
  for (const double share : {1.0, 0.5, 0.0}) {
    FrontPoint point;
    point.threshold = 1 - share;
    point.strong_share = share;
    const double cost = 1000 + 4000 * share, right = 0.6 + 0.2 * share;
    point.monthly_cost_usd = summary_of(cost, cost, cost, cost);
    point.accuracy = summary_of(right, right, right, right);
    front.points.push_back(point);
  }
  return front;
}

}  // namespace

TEST_CASE("draws are counted in the cells they lie in, and those beyond on their side") {
  // 0 to 1 and 1 to 2: of 8 draws 2 and 3 (2 is the upper end), 1 below, 2 beyond.
  const DrawsHistogram found = histogram_of({-1, 0, 0.9, 1, 1.5, 2, 2.1, INFINITY}, {0, 1, 2});
  CHECK(found.shares == std::vector<double>{0.25, 0.375});
  CHECK(found.below == 0.125);
  CHECK(found.beyond == 0.25);
}

TEST_CASE("a line of draws is as high as its fullest cell, and a few draws are a dot") {
  CHECK(histogram_line({0.1, 0.2, 0.4, 0.01, 0, 0}, unicode_of_50) == "▂▄█·");
  CHECK(histogram_line({0.1, 0.2, 0.4, 0.01, 0, 0}, ascii_of_50) == ":=#'");
}

TEST_CASE("below the strip of a cost stand its draws, where there are some") {
  const Hundred all;
  const std::string text = cost_plot(all.result, unicode_of_50, &all.draws);
  CHECK(says(text, "own  "));
  // 1 to 100 evenly: every place of the strip is as full as the others, up to rounding, and the ends are half as full.
  CHECK(says(text, "█"));
  CHECK(says(text, "fullest"));
  CHECK(widest(text) <= 50);
  CHECK(!says(cost_plot(all.result, unicode_of_50), "fullest"));
}

TEST_CASE("draws beyond the scale are a mark at its end, not a heap in its last place") {
  Hundred all;
  all.draws.by_option[0][0].back() = 1e9;
  const std::string text = cost_plot(all.result, ascii_of_50, &all.draws);
  CHECK(says(text, " >\n"));
  CHECK(says(text,
             "100"));  // nine draws of ten end at 95, and the scale goes no further than half as much again
  CHECK(!says(text, "200"));
}

TEST_CASE("a histogram marks nine draws of ten, median and mean, and says them in words") {
  const Hundred all;
  // 100 draws over $0 to $100 in 37 columns of $2.70: 2 or 3 in each, so that 3 are the height of the picture.
  const std::string text = histograms_text(all.result, all.draws, *measures::monthly_cost.row, ascii_of_50);
  CHECK(says(text,
             "              |----------------o----------------|\n"
             "    share of the draws in each column\n"
             "     3.0 % + ## ## ### ## ## ### ## ## ### ## ###\n"
             "           | ## ## ### ## ## ### ## ## ### ## ###\n"
             "           |#####################################\n"
             "           |#####################################\n"
             "           |#####################################\n"
             "     0.0 % +#####################################\n"
             "           ++------+-------+------+-------+------+\n"
             "           $0     $20     $40    $60     $80  $100\n"
             "                         cost.monthly\n"));
  CHECK(says(text, "5 % of the draws below $5.95, half below $51, 5 % above $95; mean $51"));
  CHECK(is_ascii(text));
  CHECK(widest(text) <= 50);
}

TEST_CASE("a figure that is alike in every draw, unknown or infinite has no histogram, and says so") {
  Hundred all;
  const Measure& cost = *measures::monthly_cost.row;
  CHECK(
      says(histograms_text(all.result, all.draws, *measures::accuracy.row, ascii_of_50), "no option has it"));
  all.result.options[0].figures.put(measures::monthly_cost, summary_of(1, 1, INFINITY, 1));
  CHECK(says(histograms_text(all.result, all.draws, cost, ascii_of_50), "some draws are infinite"));
  Statistics fixed = summary_of(7, 7, 7, 7);
  fixed.sd = exactly(0);
  all.result.options[0].figures.put(measures::monthly_cost, fixed);
  all.draws.by_option[0][0].assign(100, 7);
  CHECK(says(histograms_text(all.result, all.draws, cost, ascii_of_50), "$7.00 in every draw"));
}

TEST_CASE("times grow with the load up to the capacity, where the queue never ends") {
  ServingReport report = with_curve();
  report.limits.e2e = 0.5;
  const std::string text = load_plot(report, ascii_of_50);
  CHECK(is_ascii(text));
  CHECK(widest(text) <= 50);
  for (const char* word : {"wait for the first token (TTFT)", "whole answer (E2E)", "requests a second",
                           "capacity, 10 a second", "99 % of the", "100 requests at each rate"}) {
    CAPTURE(word);
    CHECK(says(text, word));
  }
  CHECK(*report.curve->keeps == doctest::Approx(8));
  CHECK(*report.curve->breaks == doctest::Approx(8.7));
  // By factors from 100 ms to 1 s: 200 ms is 30 % of the way up ten lines, so on the fourth.
  CHECK(says(text,
             "    wait for the first token (TTFT)\n"
             "       1 s +               !             xx|  ^\n"
             "           |               !            .' |\n"
             "           |               !            :  |\n"
             "    500 ms +               !            :  |\n"
             "           |               !            :  |\n"
             "           |               !           :'  |\n"
             "    200 ms +   x...x....x....x....x..x.x oo|\n"
             "           |               !            .: |\n"
             "           |               !            :  |\n"
             "    100 ms +   o...o....o....o....o..o.o'  |\n"
             "           ++-----+-----+------+-----+-----+-----+\n"
             "            0     2     4      6     8    10    12\n"
             "                      requests a second\n"));
  CHECK(says(text, "    500 ms +----------------------------:---------\n"));  // of E2E alone
  CHECK(says(load_plot(report, unicode_of_50), "┄"));
  CHECK(!says(text, "\x1b"));
}

TEST_CASE("where there is no curve the reason stands in its place") {
  ServingReport report = with_curve();
  report.curve.reset();
  CHECK(says(load_plot(report, ascii_of_50), "too few requests came"));
  report.rate.reset();
  CHECK(says(load_plot(report, ascii_of_50), "no rate"));
  report = with_curve();
  report.curve->points.clear();
  CHECK(says(load_plot(report, ascii_of_50), "46 days"));
}

TEST_CASE("only saturated rates, and times of nothing, leave a picture with its words") {
  ServingReport report = with_curve();
  for (serving::LoadPoint& point : report.curve->points) point.load = 2;
  CHECK(says(load_plot(report, ascii_of_50), "no request has one"));
  report = with_curve();
  for (serving::LoadPoint& point : report.curve->points) point.summary.ttft = {};
  CHECK(says(load_plot(report, ascii_of_50), "(TTFT): no request has one"));
}

TEST_CASE(
    "a front runs from the weak to the strong leg, with the perfect router where the front has its share") {
  RouteFront front = small_front();
  front.chosen = 1;
  front.question.accuracy_floor = 0.65;
  const std::string text = route_front_plot(front, ascii_of_50);
  CHECK(is_ascii(text));
  CHECK(widest(text) <= 50);
  // A quarter to the strong leg: $2,000, between the points of a half and of none.
  CHECK(says(text,
             "    90 % +          K\n"
             "         |\n         |\n         |\n         |\n"
             "    80 % +                                     ..S\n"
             "         |                                  ..''\n"
             "         |                              ..''\n"
             "         |                          ..:'\n"
             "         |                      ..:''\n"
             "    70 % +                   .*''\n"
             "         |               ..''\n"
             "         |           ..:'\n"
             "         |-------..:''----------------------------\n"
             "         |    ..''\n"
             "    60 % +W.''\n"
             "         ++---------+---------+---------+--------+\n"
             "         $1k       $2k       $3k       $4k     $5k\n"));
  CHECK(says(text, "chosen: threshold"));
  CHECK(says(text, "W (all to small)"));
  CHECK(says(route_front_plot(front, unicode_of_50), "●"));
}

TEST_CASE("a front of one point, or of points of which nothing is known, is drawn as far as it is known") {
  RouteFront front = small_front();
  front.points.resize(1);
  CHECK(says(route_front_plot(front, ascii_of_50), "S"));
  front.points[0].accuracy.reset();
  CHECK(says(route_front_plot(front, ascii_of_50), "no picture: at no threshold"));
  front = small_front();
  front.points[2].feasible = false;
  CHECK(says(route_front_plot(front, ascii_of_50), "1 thresholds that cannot serve"));
}

TEST_CASE("names cannot leave their place in a picture") {
  RouteFront front = small_front();
  front.weak = "small\x1b[31m\n";
  CHECK(!says(route_front_plot(front, ascii_of_50), "\x1b"));
  Hundred all;
  all.result.options[0].name = all.draws.options[0] = "o\x1b[2Jwn";
  CHECK(!says(cost_plot(all.result, ascii_of_50, &all.draws), "\x1b"));
  CHECK(!says(histograms_text(all.result, all.draws, *measures::monthly_cost.row, ascii_of_50), "\x1b"));
}

TEST_CASE("a roofline rises with the memory to its ridge, and steps stand in it or below it") {
  // 1 TB/s and 100 TFLOP/s: the ridge at 100 FLOP a byte.
  const Roofline line{.bandwidth = 1e12,
                      .peak = 100e12,
                      .decode = {1, 1, 0.5e12, 1e12},
                      .prefill = {512, 400, 50e12, 100e12},
                      .batches = {{1, 1, 0.5e12, 1e12}, {2, 2, 1e12, 2e12}}};
  const std::string text = roofline_plot(line, ascii_of_50);
  CHECK(is_ascii(text));
  CHECK(widest(text) <= 50);
  CHECK(says(text, "D decode of 1 sequence: 1.00 FLOP a byte, 0.500"));
  CHECK(says(text, "50.0 % of the 1.00"));
  CHECK(says(text, "P prefill of 512 tokens"));
  CHECK(says(text, "FLOP for each byte moved"));
  CHECK(says(text,
             "    100 +                           ..''''''''''''\n"
             "     50 +                         .:'           P\n"
             "        |                      ..'\n"));
  CHECK(says(text, "      1 +'   o\n    0.5 +D\n"));
  CHECK(says(roofline_plot({.none = "because"}, ascii_of_50), "no roofline: because"));
}
