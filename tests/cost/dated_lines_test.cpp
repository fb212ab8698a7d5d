#include "cost/contract.h"

using namespace llmtco;

namespace {

Use use_of(Period period, std::vector<double> tasks = {}) {
  Use use{.period = period, .classes = {}};
  for (const double each : tasks) use.tasks_by_month.push_back(Drawn<Requests>(Column(each)));
  return use;
}

double paid(const Contract& contract, Use use, bool cash = false) {
  Bill lines;
  bill({contract}, use, Block(), lines);
  double sum = 0;
  for (const LineItem& line : lines)
    if (cash ? is_cash(line) : is_payable(line)) sum += (line.amount() / usd).constant();
  return sum;
}

CustomLines amount(double usd_paid, Dated when, int life = 0) {
  return {{{.name = "a",
            .type = life > 0 ? CostType::amortized : CostType::invoiced,
            .price = usd_paid * usd,
            .when = when,
            .life_months = life,
            .source = ""}}};
}

}  // namespace

TEST_CASE("an amount is paid in its months, and a share of it in the average one") {
  // $6,000 in month 2 and every three months from then on: 2, 5, 8 and 11 of 12.
  const CustomLines rounds = amount(6000, {.from = 2, .every = 3});
  CHECK(paid(rounds, use_of({0, 12})) == doctest::Approx(2000));
  for (int m = 0; m < 12; ++m) CHECK(paid(rounds, use_of({m, 1})) == (m % 3 == 2 ? 6000 : 0));
  CHECK(paid(amount(6000, {.from = 1, .until = 1}), use_of({0, 12})) == doctest::Approx(500));
}

TEST_CASE("an amount that lasts is cash when it is paid, and a cost of the months of its life") {
  const CustomLines tools = amount(36e3, {.from = 0, .until = 0}, 36);
  CHECK(paid(tools, use_of({0, 12})) == doctest::Approx(1000));
  CHECK(paid(tools, use_of({0, 12}), true) == doctest::Approx(3000));
  CHECK(paid(tools, use_of({7, 1})) == doctest::Approx(1000));
  CHECK(paid(tools, use_of({7, 1}), true) == 0);
  // Bought again every six months and lasting twelve: two of them from month 6 on.
  const CustomLines twice = amount(1200, {.every = 6}, 12);
  CHECK(paid(twice, use_of({3, 1})) == doctest::Approx(100));
  CHECK(paid(twice, use_of({9, 1})) == doctest::Approx(200));
}

TEST_CASE("a sum a month may be of some months") {
  const CustomLines lease{
      {{.name = "a", .price = 900.0 * usd / month, .when = {.from = 1, .until = 2}, .source = ""}}};
  CHECK(paid(lease, use_of({0, 1})) == 0);
  CHECK(paid(lease, use_of({2, 1})) == doctest::Approx(900));
  CHECK(paid(lease, use_of({0, 3})) == doctest::Approx(600));
}

TEST_CASE("people are there for what is asked, one more for so many tasks, and hired before") {
  // 0.5 and one for 20 M tasks: at 10 M one, at 30 M two, of $120,000 a year and 1.3: $13,000 a month each.
  Role role{.name = "on-call",
            .count = 0.5,
            .one_for = 20e6 * request / month,
            .salary = 120e3 * usd / (12.0 * month)};
  role.load = 1.3;
  const std::vector<double> tasks{10e6, 10e6, 30e6};
  CHECK(paid(Staff{{role}}, use_of({0, 3}, tasks)) == doctest::Approx(13e3 * (1 + 1 + 2) / 3));
  role.hired_before = 1;
  CHECK(paid(Staff{{role}}, use_of({1, 1}, tasks)) == doctest::Approx(26e3));
  role.hired_before = 0;
  role.whole = true;
  role.count = 0.6;  // 1.1 people are 2
  CHECK(paid(Staff{{role}}, use_of({0, 1}, tasks)) == doctest::Approx(26e3));
  role.one_for.reset();
  role.when = {.from = 2};
  CHECK(paid(Staff{{role}}, use_of({0, 3}, tasks)) == doctest::Approx(13e3 / 3));
}

TEST_CASE("what being locked in may cost is an expected loss: nobody sends a bill") {
  // $200,000 at 12 % a year: $2,000 a month.
  Bill lines;
  Use use = use_of({0, 12});
  bill(Exit{200e3 * usd, 0.12}, use, Block(), lines);
  REQUIRE(lines.size() == 1);
  CHECK((lines[0].amount() / usd).constant() == doctest::Approx(2000));
  CHECK(is_damage(lines[0]));
  CHECK_FALSE(is_payable(lines[0]));
}
