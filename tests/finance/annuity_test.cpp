#include "finance/annuity.h"

using namespace llmtco;

namespace {
double dollars(const Drawn<Usd>& amount) { return (amount / usd)[0]; }
const Drawn<Usd> price = 200e3 * usd;
const Drawn<Usd> nothing;
}  // namespace

TEST_CASE("an annuity pays the price and its interest") {
  CHECK(dollars(annuity(price, nothing, 36, 0.10)) == doctest::Approx(6453.44).epsilon(1e-6));
  CHECK(dollars(annuity(price, 40e3 * usd, 36, 0.10)) == doctest::Approx(5496.08).epsilon(1e-6));
  CHECK(dollars(annuity(432e3 * usd, nothing, 36, 0.10)) == doctest::Approx(13939.42).epsilon(1e-6));
  CHECK(dollars(annuity(price, nothing, 36, 0.0)) == doctest::Approx(5555.5556));
}

TEST_CASE("payments discounted at the cost of capital sum back to the price") {
  for (const double yearly : {0.0, 1e-9, 0.05, 0.12, 0.4}) {
    for (const double months : {1.0, 12.0, 36.0, 84.0}) {
      CAPTURE(yearly);
      CAPTURE(months);
      CHECK(dollars(discounted(annuity(price, nothing, months, yearly), months, yearly)) ==
            doctest::Approx(200e3).epsilon(1e-7));
    }
  }
}

TEST_CASE("a nominal rate is compounded monthly") {
  // 1 % a month for twelve months: 1 / 1.126825 = 0.887449, not 1 / 1.12 = 0.892857.
  CHECK(discount_factor(monthly_rate(0.12), 12)[0] == doctest::Approx(0.887449).epsilon(1e-6));
  CHECK(dollars(discounted(1e3 * usd, 36, 0.10)) == doctest::Approx(30991.24).epsilon(1e-6));
}
