#include "finance/cash_flow.h"

#include "finance/annuity.h"

using namespace llmtco;

namespace {
double in_usd(const Drawn<Usd>& amount) { return (amount / usd)[0]; }
}  // namespace

TEST_CASE("a project of two receipts is worth what they are worth today less what it cost") {
  // 600 x 0.887449 = 532.47, 600 x 0.787566 = 472.54.
  const Leg leg = {{0, -1e3 * usd}, {12, 600 * usd}, {24, 600 * usd}};
  CHECK(in_usd(present_value(leg[0], 0.12)) == -1000);
  CHECK(in_usd(present_value(leg[1], 0.12)) == doctest::Approx(532.4695).epsilon(1e-6));
  CHECK(in_usd(present_value(leg[2], 0.12)) == doctest::Approx(472.5397).epsilon(1e-6));
  CHECK(in_usd(npv(leg, 0.12)) == doctest::Approx(5.009212).epsilon(1e-6));
  CHECK(in_usd(npv(leg, 0.0)) == doctest::Approx(200));
}

TEST_CASE("the annuity's payments, discounted one by one, sum back to the price") {
  for (const double yearly : {0.0, 0.01, 0.05, 0.12, 0.4}) {
    for (const int months : {1, 12, 36, 84, 360}) {
      for (const double left : {0.0, 0.2}) {
        CAPTURE(yearly);
        CAPTURE(months);
        CAPTURE(left);
        const Drawn<Usd> residual = left * 200e3 * usd;
        const Drawn<Usd> payment = annuity(200e3 * usd, residual, months, yearly);
        Leg leg = {{months, residual}};
        for (int month = 1; month <= months; ++month) leg.push_back({month, payment});
        CHECK(in_usd(npv(leg, yearly)) == doctest::Approx(200e3).epsilon(1e-11));
      }
    }
  }
}

TEST_CASE("flows of a month are taken together, in whatever order they were written") {
  const Leg leg = {{3, 5.0 * usd}, {0, -1.0 * usd}, {3, 2.0 * usd}};
  const auto months = by_month(leg);
  REQUIRE(months.size() == 4);
  CHECK(in_usd(months[0]) == -1);
  CHECK(in_usd(months[1]) == 0);
  CHECK(in_usd(months[2]) == 0);
  CHECK(in_usd(months[3]) == 7);
  CHECK(by_month({}).empty());
}

TEST_CASE("every draw has its own amounts and its own rate") {
  Column amount = 0.0, yearly = 0.0;
  for (std::size_t i = 0; i < block_draws; ++i) {
    amount.values()[i] = static_cast<double>(i);
    yearly.values()[i] = 0.001 * static_cast<double>(i);
  }
  const Column worth = npv({{1, amount * usd}}, yearly) / usd;
  CHECK(worth[0] == 0);
  CHECK(worth[240] == doctest::Approx(240 / 1.02));
  CHECK(worth[1020] == doctest::Approx(1020 / 1.085));
}
