#include "finance/payback.h"

#include <cmath>

using namespace llmtco;

namespace {

Leg saving(const Drawn<Usd>& a_month, int months) {
  Leg leg = {{0, -1e3 * usd}};
  for (int month = 1; month <= months; ++month) leg.push_back({month, a_month});
  return leg;
}

}  // namespace

TEST_CASE("a server that saves $300 a month has paid for its $1,000 in the fourth") {
  CHECK(payback_month(saving(300.0 * usd, 12))[0] == 4);
  CHECK(payback_month(saving(250.0 * usd, 12))[0] == 4);  // to the dollar
  CHECK(payback_month(saving(249.0 * usd, 12))[0] == 5);
}

TEST_CASE("interest lengthens the payback") {
  // 10 % a month: -49.04 after four months, 137.24 after five.
  CHECK(payback_month(saving(300.0 * usd, 12), 1.2)[0] == 5);
  // 30 % a month: worth 300 / 0.3 = 1,000 if it went on for ever, so never in twelve months.
  CHECK(std::isinf(payback_month(saving(300.0 * usd, 12), 3.6)[0]));
}

TEST_CASE("what never pays back takes for ever, what owes nothing no time") {
  CHECK(std::isinf(payback_month(saving(80.0 * usd, 12))[0]));
  CHECK(payback_month({{0, 5.0 * usd}})[0] == 0);
  CHECK(payback_month({})[0] == 0);
}

TEST_CASE("months before the first payment are no payback") {
  CHECK(payback_month({{3, -100.0 * usd}, {6, 100.0 * usd}})[0] == 6);
}

TEST_CASE("every draw has its own month") {
  Column saved = 0.0;
  for (std::size_t i = 0; i < block_draws; ++i) saved.values()[i] = static_cast<double>(i);
  const Column month = payback_month(saving(saved * usd, 12));
  CHECK(std::isinf(month[0]));
  CHECK(std::isinf(month[83]));
  for (std::size_t i = 84; i < block_draws; ++i) {
    CAPTURE(i);
    CHECK(month[i] == std::ceil(1e3 / static_cast<double>(i)));
  }
}
