#include "gate/expression.h"

#include <doctest/doctest.h>

#include "gate/watched.h"
#include "measures/list.h"

using namespace llmtco;

namespace {

const GateNames names{
    .options = {"own", "gpt-4o", "gpt-4o.mini"}, .classes = {"chat", "code"}, .has_budget = true};

std::optional<Gate> read(const std::string& text) {
  Diagnostics diagnostics;
  return read_gate(GateText::of_flag(text, 1, diagnostics), names, diagnostics);
}

std::string complaint(const std::string& text) {
  Diagnostics diagnostics;
  const auto gate = read_gate(GateText::of_flag(text, 1, diagnostics), names, diagnostics);
  return gate ? "" : diagnostics.rendered();
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a gate on a change takes its percentage of the base") {
  const auto gate = read("cost.monthly.mean: increase < 5%, floor $100");
  REQUIRE(gate);
  CHECK(gate->subject.measure == measures::monthly_cost.row);
  CHECK(gate->subject.option.empty());
  CHECK(gate->rule.form == GateForm::increase);
  CHECK(gate->rule.relative);
  CHECK(*gate->rule.limit == doctest::Approx(0.05));
  CHECK(gate->floor->value == doctest::Approx(100));
  CHECK_FALSE(gate->floor->relative);
}

TEST_CASE("the longest name of a figure counts, and what is taken over draws stands behind it") {
  const auto over_requests = read("latency.ttft.p95 < 800 ms"),
             over_both = read("latency.ttft.p95[chat].p95 <= 0.8 s");
  REQUIRE(over_requests);
  REQUIRE(over_both);
  CHECK(over_requests->subject.measure == measures::ttft_p95.row);
  CHECK(over_requests->subject.over == OverDraws::mean);
  CHECK(*over_requests->rule.limit == doctest::Approx(0.8));
  CHECK(over_both->subject.over == OverDraws::p95);
  CHECK(over_both->subject.request_class == "chat");
  CHECK_FALSE(over_both->rule.strict);
}

TEST_CASE("options, lines, months, probabilities, levels and the best option have their words") {
  CHECK(read("gpt-4o.mini.cost.monthly < $5")->subject.option == "gpt-4o.mini");
  CHECK(read("best.cost.monthly < $5")->subject.of_best);
  CHECK(read("own.cost.monthly/output tokens.p95 < $60k")->subject.item == "output tokens");
  CHECK(read("cost.monthly/output tokens: increase < 5%")->subject.item == "output tokens");
  CHECK(read("cost.last_month.p95 < $80k")->subject.when == GateSubject::When::last_month);
  CHECK(read("warn: accuracy.mean > 82%")->level == GateLevel::warn);
  CHECK(*read("accuracy: decrease < 2 points")->rule.limit == doctest::Approx(0.02));
  CHECK(read("best: unchanged")->subject.kind == GateSubject::Kind::best);
  CHECK(*read("pricebook.age < 90d")->rule.limit == doctest::Approx(90));
  const auto chance = read("prob(cost.monthly > budget) < 10%");
  REQUIRE(chance);
  CHECK(chance->subject.kind == GateSubject::Kind::probability);
  CHECK(chance->subject.above);
  CHECK_FALSE(chance->subject.threshold);
  CHECK(*chance->rule.limit == doctest::Approx(0.1));
}

TEST_CASE("what is no gate is said at its word, with what was meant") {
  struct Wrong {
    const char *text, *place, *says;
  };
  const Wrong all[] = {
      {"cost.montly < $5", "--gate:1:1: error: there is no figure", "did you mean 'cost.monthly'?"},
      {"gtp-4o.cost.monthly < $5", ":1:1:", "did you mean 'gpt-4o'?"},
      {"cost.per_success < $5", ":1:1:", "cost.per_right_answer"},
      {"cost.monthly.p59 < $5", ":1:14:", "'p59' is nothing told over draws"},
      {"cost.monthly < 5%", ":1:16:", "a percentage is of the base"},
      {"cost.monthly < 800 ms", ":1:16:", "an amount in USD, as $60k"},
      {"cost.monthly: increse < 5%", ":1:15:", "did you mean 'increase'?"},
      {"cost.monthly: increase 5%", ":1:24:", "<, <=, > or >= is missing"},
      {"cost.monthly == $5", ":1:14:", "use <= or >="},
      {"cost.monthly", ":1:13:", "a rule is missing"},
      {"latency.ttft.p95[chta] < 1 s", ":1:18:", "did you mean 'chat'?"},
      {"cost.monthly[chat] < $1", ":1:14:", "not told of single classes"},
      {"latency.ttft.p95/output tokens < 1 s", ":1:17:", "cost.monthly/ITEM"},
      {"cost.monthly: increase < -5%", ":1:26:", "in the other direction"},
      {"cost.monthly < $5, floor $1", ":1:19:", "a floor is for rules on an increase"},
      {"best: increase < 5%", ":1:7:", "write 'best: unchanged'"},
      {"prob(cost.monthly > $5 < 10%", ":1:21:", ""},
      {"budget.met.p95 > 5%", ":1:12:", "has no percentiles"},
      {"accuracy > budget", ":1:12:", "a budget is an amount"},
      {"cost.monthly < €5", ":1:16:", "the report is in USD, and this in EUR"},
      {"cost.monthly < $5 $6", ":1:16:", ""},
  };
  for (const Wrong& each : all) {
    CAPTURE(std::string(each.text));
    const std::string words = complaint(each.text);
    CHECK_MESSAGE(says(words, each.place), words);
    CHECK_MESSAGE(says(words, each.says), words);
  }
}

TEST_CASE("gates that no result can keep together are refused") {
  const auto agree = [](const std::string& a, const std::string& b) {
    Diagnostics diagnostics;
    check_gates_agree({*read(a), *read(b)}, diagnostics);
    return !diagnostics.has_errors();
  };
  CHECK_FALSE(agree("cost.monthly < $50k", "cost.monthly > $60k"));
  CHECK_FALSE(agree("cost.monthly: increase < 5%", "cost.monthly: increase > 10%"));
  CHECK_FALSE(agree("cost.monthly: unchanged", "cost.monthly: decrease > 10%"));
  CHECK(agree("cost.monthly: increase < 5%", "cost.monthly: decrease < 5%"));
  CHECK(agree("cost.monthly < $50k", "own.cost.monthly > $60k"));
  CHECK(agree("cost.monthly: increase < 5%", "cost.monthly: increase > $10"));
}

TEST_CASE("a tail is one number of all draws: nothing is told of it over draws") {
  const auto gate = read("damage.p99 < $1M");
  REQUIRE(gate);
  CHECK(gate->subject.measure == measures::damage_p99.row);
  CHECK(says(complaint("damage.p99.p95 < $1M"), "a tail has no percentiles over draws"));
  CHECK(
      says(complaint("prob(damage.shortfall > $1M) < 5%"), "takes a figure that has a value in every draw"));
}
