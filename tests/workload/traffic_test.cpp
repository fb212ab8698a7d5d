#include "workload/traffic.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace llmtco;

namespace {

/// 1,000 tasks a second, each of 4 calls, that grow by so much a month.
Workload growing(double growth) {
  RequestClass chat;
  chat.name = "chat";
  chat.requests = 1000.0 * request / second;
  chat.growth_per_month = growth;
  chat.input.mean = 700.0 * token / request;
  chat.output.mean = 300.0 * token / request;
  chat.agent.calls.mean = 4.0;
  return {{chat}};
}

double per_second(const Drawn<RequestsPerSecond>& rate) { return (rate / (request / second)).constant(); }

}  // namespace

TEST_CASE("tasks grow by the month, and a period has the mean of its months") {
  const Workload workload = growing(0.1);
  const Traffic quarter = traffic_in(workload, Block(), {.first = 0, .months = 3});
  REQUIRE(quarter.classes.size() == 1);
  const ClassTraffic& chat = quarter.classes[0];
  CHECK(per_second(chat.rate_in(0)) == 1000);
  CHECK(per_second(chat.rate_in(2)) == doctest::Approx(1210));
  // (1,000 + 1,100 + 1,210) / 3
  CHECK(per_second(chat.rate) == doctest::Approx(1103.333333));
  CHECK(quarter.grows());
}

TEST_CASE("a later month on its own has its own rate, and the same tokens a task") {
  const Workload workload = growing(0.1);
  const Traffic all = traffic_in(workload, Block(), {.first = 0, .months = 12});
  const Traffic third = in_period(all, Block(), {.first = 2, .months = 1});
  CHECK(per_second(third.classes[0].rate) == doctest::Approx(1210));
  CHECK(per_second(third.classes[0].rate_in(0)) == doctest::Approx(1210));
  CHECK(third.grows());  // against the month numbered 0
  CHECK((third.classes[0].task.input / (token / request)).constant() ==
        (all.classes[0].task.input / (token / request)).constant());
}

TEST_CASE("the months of a horizon have its tasks: the mean over single months is that over all") {
  for (const double growth : {-0.2, 0.0, 0.03, 1.0}) {
    CAPTURE(growth);
    const Workload workload = growing(growth);
    const Traffic all = traffic_in(workload, Block(), {.first = 0, .months = 24});
    double sum = 0;
    for (int i = 0; i < 24; ++i)
      sum += per_second(in_period(all, Block(), {.first = i, .months = 1}).classes[0].rate);
    CHECK(sum / 24 == doctest::Approx(per_second(all.classes[0].rate)).epsilon(1e-12));
    CHECK(all.grows() == (growth != 0));
  }
}

TEST_CASE("the same tasks counted by another model keep their rates") {
  const Workload workload = growing(0.1);
  const Traffic all = traffic_in(workload, Block(), {.first = 0, .months = 3});
  const Traffic other = counted(all, {{.input = 2.0}}, Block());
  CHECK(per_second(other.classes[0].rate) == per_second(all.classes[0].rate));
  CHECK((other.classes[0].lengths.input / (token / request)).constant() == 1400);
  // 4 x 1,400 + 6 x 300: answers are read as they were written.
  CHECK((other.classes[0].task.input / (token / request)).constant() == 7400);
}

TEST_CASE("a season multiplies the growth of its months") {
  Workload workload = growing(0.1);
  workload.classes[0].shape.season = {1.0, 1.5, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
  const Traffic quarter = traffic_in(workload, Block(), {.first = 0, .months = 3});
  // 1,000 x 1, 1,100 x 1.5, 1,210 x 0.5: mean 1,085.
  CHECK(per_second(quarter.classes[0].rate_in(1)) == doctest::Approx(1650));
  CHECK(per_second(quarter.classes[0].rate_in(2)) == doctest::Approx(605));
  CHECK(per_second(quarter.classes[0].rate) == doctest::Approx(1085));
  // Month 13 is the second month of the season again.
  const Traffic later = in_period(quarter, Block(), {.first = 13, .months = 1});
  CHECK(per_second(later.classes[0].rate) == doctest::Approx(1000 * std::pow(1.1, 13) * 1.5));
}

TEST_CASE("a launch rises in equal steps to all of its requests") {
  Workload workload = growing(0);
  workload.classes[0].shape.ramp = Ramp{.months = 6, .from = 0.05};
  const Traffic year = traffic_in(workload, Block(), {.first = 0, .months = 12});
  CHECK(per_second(year.classes[0].rate_in(0)) == doctest::Approx(50));
  CHECK(per_second(year.classes[0].rate_in(3)) == doctest::Approx(525));  // 5 % + 95 % / 2
  CHECK(per_second(year.classes[0].rate_in(6)) == 1000);
  // Six months on a line from 5 % that would reach 100 % in the seventh: mean 5 % + 95 % x 2.5 / 6 = 44.58 %; six whole ones.
  CHECK(per_second(year.classes[0].rate) == doctest::Approx(1000 * (0.05 + 0.95 * 2.5 / 6 + 1) / 2));
  CHECK(year.grows());
}
