#include "finance/internal_rate.h"

#include <cmath>

#include "finance/annuity.h"

using namespace llmtco;

namespace {

Leg loan(double price, const Drawn<Usd>& payment, int months) {
  Leg leg = {{0, -price * usd}};
  for (int month = 1; month <= months; ++month) leg.push_back({month, payment});
  return leg;
}

}  // namespace

TEST_CASE("the rate of two receipts is the root of a quadratic") {
  // 1,000 = 600 (w + w^2): w = (sqrt(1 + 4 / 0.6) - 1) / 2 = 0.884437 = v^12, 12 (1 / v - 1) = 12.3434 %.
  const Leg leg = {{0, -1e3 * usd}, {12, 600 * usd}, {24, 600 * usd}};
  const InternalRate rate = internal_rate_of_return(leg);
  CHECK(rate.known[0] == 1);
  CHECK(rate.yearly[0] == doctest::Approx(0.12343416).epsilon(1e-7));
  CHECK(std::abs((npv(leg, rate.yearly) / usd)[0]) < 1e-9);
}

TEST_CASE("who lends at a rate and is paid an annuity at that rate earns it") {
  for (const double yearly : {1e-3, 0.01, 0.1, 0.4, 2.0, 30.0}) {
    for (const int months : {1, 12, 36, 120}) {
      CAPTURE(yearly);
      CAPTURE(months);
      const Leg leg = loan(200e3, annuity(200e3 * usd, Drawn<Usd>(), months, yearly), months);
      const InternalRate rate = internal_rate_of_return(leg);
      CHECK(rate.known[0] == 1);
      CHECK(std::abs(rate.yearly[0] - yearly) < 1e-9 * (1 + yearly));
      CHECK(std::abs((npv(leg, rate.yearly) / usd)[0]) < 1e-6);
    }
  }
}

TEST_CASE("money back without interest has the rate 0, a loss a rate below it") {
  CHECK(internal_rate_of_return(loan(360, 10.0 * usd, 36)).yearly[0] == doctest::Approx(0).epsilon(1e-13));
  // $90 for $100 a month later: -10 % a month.
  const InternalRate loss = internal_rate_of_return(loan(100, 90.0 * usd, 1));
  CHECK(loss.known[0] == 1);
  CHECK(loss.yearly[0] == doctest::Approx(-1.2).epsilon(1e-12));
  // $1 for $1,000,000 after 120 months: 1e-6^(1/120) = 0.891251 a month.
  const InternalRate ruin = internal_rate_of_return({{0, -1e6 * usd}, {120, 1.0 * usd}});
  CHECK(ruin.yearly[0] == doctest::Approx(12 * (0.89125094 - 1)).epsilon(1e-7));
}

TEST_CASE("who borrows has the same rate as who lends") {
  Leg lent = {{0, -1e3 * usd}, {12, 600 * usd}, {24, 600 * usd}}, borrowed = lent;
  for (CashFlow& flow : borrowed) flow.amount = -flow.amount;
  CHECK(internal_rate_of_return(borrowed).yearly[0] == internal_rate_of_return(lent).yearly[0]);
}

TEST_CASE("a leg that only pays or only receives has no rate") {
  for (const Leg& leg : {Leg{{0, -1.0 * usd}, {5, -1.0 * usd}}, Leg{{0, 1.0 * usd}, {5, 1.0 * usd}},
                         Leg{{3, Drawn<Usd>()}}, Leg{}}) {
    const InternalRate rate = internal_rate_of_return(leg);
    CHECK(rate.known[0] == 0);
    CHECK(std::isnan(rate.yearly[0]));
  }
}

TEST_CASE(
    "clearing up at the end leaves one rate above 0 if a gain is left, and none that can be told otherwise") {
  // -100 + 150 v - 20 v^2 = 0: v = (150 - sqrt(14,500)) / 40 = 0.739602; the other root, 6.76, is a loss of
  // 85 %.
  const InternalRate gain = internal_rate_of_return({{0, -100.0 * usd}, {1, 150.0 * usd}, {2, -20.0 * usd}});
  CHECK(gain.known[0] == 1);
  CHECK(gain.yearly[0] == doctest::Approx(12 * (1 / 0.7396013553) - 12).epsilon(1e-8));
  // -1,000 + 2,500 v - 1,540 v^2 = 0 at 10 % and at 40 % a month.
  const Leg two = {{0, -1e3 * usd}, {1, 2500 * usd}, {2, -1540 * usd}};
  CHECK(std::abs((npv(two, 1.2) / usd)[0]) < 1e-9);
  CHECK(std::abs((npv(two, 4.8) / usd)[0]) < 1e-9);
  CHECK(internal_rate_of_return(two).known[0] == 0);
}

TEST_CASE("one draw's lack of a rate leaves those of the others alone") {
  Column back = 0.0;
  for (std::size_t i = 0; i < block_draws; ++i) back.values()[i] = 100.0 * static_cast<double>(i % 4);
  back.values()[7] = std::nan("");
  const InternalRate rate = internal_rate_of_return({{0, -150.0 * usd}, {1, back * usd}});
  const double yearly[] = {0, 12 * (100.0 / 150 - 1), 12 * (200.0 / 150 - 1), 12 * (300.0 / 150 - 1)};
  for (std::size_t i = 0; i < block_draws; ++i) {
    CAPTURE(i);
    const bool has_one = i % 4 != 0 && i != 7;
    CHECK(rate.known[i] == (has_one ? 1 : 0));
    CHECK(std::isnan(rate.yearly[i]) == !has_one);
    if (has_one) CHECK(rate.yearly[i] == doctest::Approx(yearly[i % 4]).epsilon(1e-13));
  }
}
