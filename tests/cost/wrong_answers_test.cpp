#include "cost/wrong_answers.h"

#include <doctest/doctest.h>

using namespace llmtco;

namespace {

constexpr auto each = usd / request;

/// 10,000 tasks, 20 % of the first answers wrong, at 1 cent a task.
AnswersGiven ten_thousand() {
  return {.request_class = "chat",
          .tasks = 10'000.0 * request,
          .wrong = 0.2,
          .of_task = 0.01 * each,
          .escalation = {}};
}

double count(const Drawn<Requests>& tasks) { return (tasks / request).constant(); }

double dollars_of(const Bill& lines, ItemId item) {
  double sum = 0;
  for (const LineItem& line : lines) {
    if (line.item == item) sum += (line.amount() / usd).constant();
  }
  return sum;
}

}  // namespace

TEST_CASE("people do the tasks whose wrong answers are found, the others do damage") {
  WrongAnswers wrong{
      .detected = 0.6, .then = AfterWrong::human, .same_again = {}, .undetected_cost = 0.5 * each};
  wrong.human_cost = 4.0 * each;
  wrong.churn = WrongAnswers::Churn{0.001, 200.0 * each};
  const WrongOutcome outcome = outcome_of(wrong, ten_thousand(), Block());
  CHECK(count(outcome.by_people) == doctest::Approx(1200));
  CHECK(count(outcome.unresolved) == doctest::Approx(800));
  CHECK(outcome.delivered.constant() == doctest::Approx(0.92));
  Bill lines;
  bill(wrong, ten_thousand(), outcome, Block(), lines);
  CHECK(dollars_of(lines, ItemId::people_for_wrong) == doctest::Approx(4800));
  CHECK(dollars_of(lines, ItemId::wrong_answers) == doctest::Approx(400));
  CHECK(dollars_of(lines, ItemId::churn) == doctest::Approx(160));  // 800 x 0.1 % x $200
  CHECK((total(lines, is_payable) / usd).constant() == doctest::Approx(4800));
  CHECK((total(lines, is_damage) / usd).constant() == doctest::Approx(560));
}

TEST_CASE("a retry buys the tokens again and may be wrong again") {
  const WrongAnswers wrong{.detected = 0.6,
                           .then = AfterWrong::retry,
                           .retries = 1,
                           .same_again = 0.0,
                           .undetected_cost = 0.5 * each};
  const WrongOutcome outcome = outcome_of(wrong, ten_thousand(), Block());
  CHECK(count(outcome.again) == doctest::Approx(1200));
  // 800 missed at first; of 1,200 tried again 20 % are wrong: 96 missed, 144 found and given up.
  CHECK(count(outcome.unresolved) == doctest::Approx(1040));
  CHECK(outcome.delivered.constant() == doctest::Approx(0.896));
  Bill lines;
  bill(wrong, ten_thousand(), outcome, Block(), lines);
  CHECK(dollars_of(lines, ItemId::retries) == doctest::Approx(12));
}

TEST_CASE("three retries with half of the errors in common, people for what is left") {
  WrongAnswers wrong{
      .detected = 0.6, .then = AfterWrong::retry, .retries = 3, .same_again = 0.5, .undetected_cost = {}};
  wrong.human_cost = 4.0 * each;
  // Wrong again: 0.5 + 0.5 x 0.2 = 0.6, found 0.36: 1,200 (1 + 0.36 + 0.1296) = 1,787.52 tries, 1,200 x 0.36^3 = 55.99 left.
  const WrongOutcome outcome = outcome_of(wrong, ten_thousand(), Block());
  CHECK(count(outcome.again) == doctest::Approx(1787.52));
  CHECK(count(outcome.by_people) == doctest::Approx(1200 * 0.046656));
  // 800 + 1,787.52 x 0.6 x 0.4
  CHECK(count(outcome.unresolved) == doctest::Approx(800 + 429.0048));
}

TEST_CASE("an escalation costs what the other option charges, and it is wrong in its own way") {
  const WrongAnswers wrong{.detected = 0.6,
                           .then = AfterWrong::escalate,
                           .escalate_to = "large",
                           .same_again = 0.0,
                           .undetected_cost = {}};
  AnswersGiven given = ten_thousand();
  given.escalation = Escalation{"large", 0.05, 0.10 * each};
  const WrongOutcome outcome = outcome_of(wrong, given, Block());
  // 1,200 asked: 5 % wrong, 60 % of them found and given up, the rest missed: 60 unresolved beside 800.
  CHECK(count(outcome.unresolved) == doctest::Approx(860));
  Bill lines;
  bill(wrong, given, outcome, Block(), lines);
  CHECK(dollars_of(lines, ItemId::escalations) == doctest::Approx(120));
  CHECK(display_text(lines.at(0).item, lines.at(0).labels, false) == "wrong answers sent to large");
}

TEST_CASE("whoever is to escalate to himself gives up what is found") {
  const WrongAnswers wrong{.detected = 0.6,
                           .then = AfterWrong::escalate,
                           .escalate_to = "it",
                           .same_again = 0.0,
                           .undetected_cost = {}};
  const WrongOutcome outcome = outcome_of(wrong, ten_thousand(), Block());
  CHECK(count(outcome.again) == 0);
  CHECK(count(outcome.unresolved) == doctest::Approx(2000));
}

TEST_CASE("every task is right, done by people, or unresolved, and nothing is negative") {
  for (const double detected : {0.0, 0.3, 1.0}) {
    for (const double same : {0.0, 0.5, 1.0}) {
      for (const AfterWrong then : {AfterWrong::retry, AfterWrong::human}) {
        WrongAnswers wrong{
            .detected = detected, .then = then, .retries = 2, .same_again = same, .undetected_cost = {}};
        wrong.human_cost = 1.0 * each;
        const WrongOutcome outcome = outcome_of(wrong, ten_thousand(), Block());
        CHECK(count(outcome.unresolved) >= 0);
        CHECK(count(outcome.unresolved) <= 2000 + 1e-9);
        CHECK(outcome.delivered.constant() == doctest::Approx(1 - count(outcome.unresolved) / 10'000));
        CHECK(count(outcome.by_people) >= 0);
      }
    }
  }
}

TEST_CASE("one more task costs the lines of its class over its tasks, and those of all over all") {
  Bill lines;
  lines.push_back(lump({.item = ItemId::input_tokens, .labels = {.request_class = "chat"}}, 300.0 * usd));
  lines.push_back(lump({.item = ItemId::input_tokens, .labels = {.request_class = "mail"}}, 900.0 * usd));
  lines.push_back(lump({.item = ItemId::gpu_hours}, 400.0 * usd));
  lines.push_back(
      lump({.item = ItemId::wrong_answers, .labels = {.request_class = "chat"}, .type = CostType::risk},
           77.0 * usd));
  const auto cost = cost_of_task(lines, "chat", 1000.0 * request, 4000.0 * request);
  CHECK((cost / each).constant() == doctest::Approx(0.40));
}

TEST_CASE("critical failures are a Poisson number at the rate of the format") {
  const CriticalFailures failures{.per_million = 0.05, .cost = 250e3 * each};
  CriticalRisk risk{.request_class = "chat", .answers = 10e6 * request, .factor = 1.0, .luck = 0.99};
  Bill lines;
  CHECK(count(bill(failures, risk, Block(), lines)) == 3);  // of 0.5 expected
  CHECK(dollars_of(lines, ItemId::critical_failures) == doctest::Approx(750e3));
  risk.factor = 6.0;  // three expected
  CHECK(count(bill(failures, risk, Block(), lines)) == 8);
}
