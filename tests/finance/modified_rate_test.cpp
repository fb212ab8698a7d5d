#include "finance/modified_rate.h"

#include <cmath>

#include "finance/internal_rate.h"

using namespace llmtco;

namespace {
Leg leg(std::vector<double> amounts) {
  Leg all;
  for (std::size_t m = 0; m < amounts.size(); ++m)
    if (amounts[m] != 0) all.push_back({static_cast<int>(m), amounts[m] * usd});
  return all;
}
}  // namespace

TEST_CASE("the modified rate keeps what comes back at its own rate") {
  // 600 after 12 and 24 months at 1 % a month: 676.10 + 600 = 1,276.10 on 1,000 in 24 months: 1.02104 % a month.
  std::vector<double> flows(25, 0.0);
  flows[0] = -1000;
  flows[12] = flows[24] = 600;
  CHECK(modified_rate_of_return(leg(flows), 0.12, 0.12)[0] == doctest::Approx(0.122524).epsilon(1e-5));
}

TEST_CASE("a published case of two internal rates has one modified rate") {
  // Brealey, Myers, Allen, chapter 5: -4,000, +25,000, -25,000 has internal rates of 25 and 400 % a period. At 10 % a
  // period: paid 4,000 + 25,000 / 1.21 = 24,661.16; received 25,000 x 1.1 = 27,500; (27,500 / 24,661.16)^(1/2) - 1 = 5.598 %.
  const Leg flows = leg({-4000, 25000, -25000});
  CHECK(internal_rate_of_return(flows).known[0] == 0);
  CHECK(modified_rate_of_return(flows, 1.2, 1.2)[0] / 12 == doctest::Approx(0.05598).epsilon(1e-3));
}

TEST_CASE("where nothing is received, or nothing paid, there is no modified rate") {
  CHECK(std::isnan(modified_rate_of_return(leg({-100, -100}), 0.1, 0.1)[0]));
  CHECK(std::isnan(modified_rate_of_return(leg({100, 100}), 0.1, 0.1)[0]));
  CHECK(std::isnan(modified_rate_of_return(leg({-100}), 0.1, 0.1)[0]));
}
