#include <doctest/doctest.h>

#include <cmath>
#include <regex>

#include "measures/list.h"
#include "report/check.h"
#include "report/route_front.h"
#include "stats/summary.h"

using namespace llmtco;

namespace {

const std::string hostile_name = "<script>alert(1)</script>\"'&";

bool is_in(const std::string& page, const std::string& part) { return page.find(part) != std::string::npos; }

std::size_t count_in(const std::string& page, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = page.find(part); at != page.npos; at = page.find(part, at + 1)) ++count;
  return count;
}

Summary around(double mean, double half) {
  const auto exactly = [](double value) { return Estimate{value, value, value}; };
  return {exactly(mean), exactly(half / 1.645), exactly(mean - half), exactly(mean), exactly(mean + half)};
}

FrontPoint point_at(double threshold, double usd, double accuracy) {
  return {.threshold = threshold,
          .strong_share = 1 - threshold,
          .monthly_cost_usd = around(usd, usd / 10),
          .accuracy = around(accuracy, 0.02),
          .perfect_accuracy = accuracy + 0.05,
          .random_accuracy = accuracy - 0.02};
}

/// From all to the strong leg, $1,000 and 80 % right, to nothing, $100 and 70 %.
RouteFront three_thresholds() {
  RouteFront front{.tool_version = "0.1.0",
                   .scenario = "questions",
                   .route = "routed",
                   .weak = "small",
                   .strong = "large",
                   .seed = 1,
                   .draws = 1024,
                   .weak_accuracy = 0.7,
                   .strong_accuracy = 0.8,
                   .weak_cost_usd = 100,
                   .strong_cost_usd = 1000};
  front.points = {point_at(0, 1000, 0.8), point_at(0.5, 550, 0.78), point_at(1, 100, 0.7)};
  return front;
}

Finding broken_gate(const std::string& option) {
  Finding finding;
  finding.gate.text = "cost.monthly: increase < 5%";
  finding.gate.place = {"chat.yaml", 12, 3};
  finding.gate.subject.measure = measures::monthly_cost.row;
  finding.gate.rule = {.form = GateForm::increase, .relative = true};
  finding.option = option;
  finding.verdict = Verdict::fail;
  finding.base = 1000;
  finding.candidate = 1080;
  finding.measured = Interval{0.08, 0.07, 0.09};
  finding.limit = 0.05;
  return finding;
}

/// $1,000 became $1,080: +$100 of a price, -$20 of tokens.
CheckResult one_broken(const std::string& option) {
  CheckResult result;
  result.candidate_called = "chat.yaml";
  result.candidate.scenario = "chat";
  result.findings = {broken_gate(option)};
  result.attributions = {{.option = option, .base_usd = 1000, .candidate_usd = 1080}};
  result.attributions[0].causes = {{.path = "options.own.price",
                                    .place = {"chat.yaml", 5, 3},
                                    .before = "$2",
                                    .after = "$3",
                                    .kind = "price",
                                    .share_usd = {100, 90, 110}},
                                   {.path = "workload.chat.input_tokens",
                                    .place = {"chat.yaml", 8, 3},
                                    .before = "700",
                                    .after = "650",
                                    .kind = "tokens",
                                    .share_usd = {-20, -20, -20}}};
  return result;
}

/// Where the first circle of a class stands.
double circle_x(const std::string& page, const std::string& style) {
  std::smatch found;
  REQUIRE(
      std::regex_search(page, found, std::regex("<circle cx=\"([0-9.]+)\"[^>]* class=\"" + style + "\"")));
  return std::stod(found[1]);
}

}  // namespace

TEST_CASE("the page of a front draws the route between its legs, with what no router passes") {
  const std::string page = to_html(three_thresholds());
  CHECK(count_in(page, "<svg ") == 1);
  CHECK(count_in(page, "<polyline") == 3);  // the route, one that knows, one that sends by lot
  CHECK(is_in(page, "small alone: $100 a month, 70.0 % right"));
  CHECK(is_in(page, "large alone: $1,000 a month, 80.0 % right"));
  CHECK(is_in(page, "No threshold was asked for"));
  CHECK_FALSE(is_in(page, "class=\"ring\""));
  // 550 of the strong leg's 1,000: 45 % saved with half of the requests.
  CHECK(is_in(page, "<td class=\"n\">45.0 %</td>"));
}

TEST_CASE(
    "what is asked of a front and what is chosen are marked, and a threshold that cannot serve is said") {
  RouteFront front = three_thresholds();
  front.question.accuracy_floor = 0.75;
  front.chosen = 1;
  front.points[0].feasible = false;
  front.points[0].reason = "the large one does not fit";
  const std::string page = to_html(front);
  CHECK(is_in(page, "class=\"ring\""));
  CHECK(is_in(page, "<title>at least 75.0 %</title>"));
  CHECK(is_in(page, "0.5, chosen"));
  CHECK(is_in(page, "What cannot serve: the large one does not fit"));
}

TEST_CASE("a front of unknown accuracy has its costs in a table, and no picture") {
  RouteFront front = three_thresholds();
  for (FrontPoint& point : front.points) point.accuracy.reset();
  const std::string page = to_html(front);
  CHECK(count_in(page, "<svg ") == 0);
  CHECK(is_in(page, "nothing to draw"));
  CHECK(is_in(page, "$550"));
}

TEST_CASE("a broken gate stands right of its limit, a kept one left of it, each on a scale of its own") {
  CheckResult result = one_broken("own");
  result.findings.push_back(broken_gate("rented"));
  result.findings[1].verdict = Verdict::pass;
  result.findings[1].measured = Interval{0.01, 0.01, 0.01};
  // The broken one is 0.03 above the limit, its interval up to 0.04, and no change would be 0.05 below: 320 + 0.03 / 0.05 x
  // 298 = 498.8. The kept one is 0.04 below of 0.05: 320 - 0.8 x 298 = 81.6.
  const std::string page = to_html(result);
  CHECK(circle_x(page, "bad") == doctest::Approx(498.8));
  CHECK(circle_x(page, "c3") == doctest::Approx(81.6));
  CHECK(is_in(page, "+8.0 % (+7.0 % … +9.0 %); limit +5.0 %"));
}

TEST_CASE("a gate that holds a figure up is broken on the right as well") {
  CheckResult result = one_broken("own");
  Finding& gate = result.findings[0];
  gate.gate.text = "accuracy > 80%";
  gate.gate.subject.measure = measures::accuracy.row;
  gate.gate.rule = {.form = GateForm::value, .upper = false};
  gate.limit = 0.8;
  gate.measured = Interval{0.78, 0.77, 0.79};  // 0.02 of 0.03 short: 320 + 2 / 3 x 298
  CHECK(circle_x(to_html(result), "bad") == doctest::Approx(518.7));
}

TEST_CASE("the causes of a change are a waterfall from what was paid to what is, and say where to look") {
  const std::string page = to_html(one_broken("own"));
  CHECK(count_in(page, "<svg ") == 2);
  CHECK(is_in(page, "Why own moved by +$80.00 a month"));
  CHECK(is_in(page, "options.own.price ($2 → $3): +$100"));
  CHECK(is_in(page, "What moved it most is options.own.price ($2 → $3) at chat.yaml:5:3: +$100."));
  // Changes below a hundredth of what is paid would not be seen from 0.
  CHECK_FALSE(is_in(page, "does not begin at 0"));
  CheckResult small = one_broken("own");
  small.attributions[0].causes[0].share_usd = {5, 5, 5};
  small.attributions[0].causes.pop_back();
  small.attributions[0].candidate_usd = 1005;
  CHECK(is_in(to_html(small), "does not begin at 0"));
}

TEST_CASE("gates without a number stand in the table, and one whose base was nothing is not drawn") {
  CheckResult result = one_broken("own");
  result.findings[0].measured.reset();
  result.findings[0].reason = "own cannot serve any more";
  CHECK(is_in(to_html(result), "own cannot serve any more"));
  result = one_broken("own");
  result.findings[0].measured = Interval{INFINITY, INFINITY, INFINITY};
  const std::string page = to_html(result);
  CHECK(count_in(page, "<svg ") == 1);  // the waterfall
  CHECK(is_in(page, "from nothing"));
}

TEST_CASE("pages of checks and fronts hold what users wrote as text, and run nothing") {
  CheckResult check = one_broken(hostile_name);
  check.candidate.scenario = check.candidate.description = check.candidate_called = hostile_name;
  check.findings[0].gate.text = check.findings[0].reason = hostile_name;
  check.notes = {hostile_name};
  for (Cause& cause : check.attributions[0].causes) cause.path = cause.before = cause.kind = hostile_name;
  RouteFront front = three_thresholds();
  front.scenario = front.route = front.weak = front.strong = front.none = hostile_name;
  for (const std::string& page : {to_html(check), to_html(front)}) {
    CHECK(count_in(page, "<script") == 0);
    CHECK(is_in(page, "&lt;script&gt;"));
    CHECK(is_in(page, "default-src 'none'"));
    CHECK(count_in(page, "<h1>") == 1);
  }
}
