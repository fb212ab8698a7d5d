#include <doctest/doctest.h>

#include <random>

#include "cost/contract.h"

using namespace llmtco;

namespace {

WeekHours office_hours() {
  WeekHours hours;
  for (std::size_t hour = 0; hour < 120; ++hour) hours[hour] = hour % 24 >= 8 && hour % 24 < 18;
  return hours;
}

/// So many replicas in the 50 office hours of the week, and in the other 118.
WeekNeed week(double office, double other) {
  WeekNeed need;
  need.replicas = {other, office};
  for (std::size_t hour = 0; hour < WeekNeed::hours; ++hour) need.level[hour] = office_hours()[hour] ? 1 : 0;
  return need;
}

/// Replicas of so many accelerators, needed by the hour.
Use use_of(WeekNeeds needs, double gpus) {
  Use use;
  use.machines.gpus = gpus;
  use.machines.replicas = most_needed(needs);
  use.machines.weeks = std::move(needs);
  return use;
}

Reserved reserved(double replicas, double dollars_an_hour) {
  return {
      .name = "reserved 1y", .replicas = replicas, .price = dollars_an_hour * usd / hour, .source = "a test"};
}

OnDemand on_demand(double dollars_an_hour) {
  return {.price = dollars_an_hour * usd / hour, .source = "a test", .name = "on demand"};
}

Spot spot(double dollars_an_hour, double evictions_an_hour, Seconds rework, Seconds restart) {
  return {.name = "spot",
          .price = dollars_an_hour * usd / hour,
          .source = "a test",
          .evictions = evictions_an_hour / hour,
          .rework = rework,
          .restart = restart};
}

Bill lines_for(const std::vector<Contract>& contracts, Use& left) {
  Bill lines;
  bill(contracts, left, Block(), lines);
  return lines;
}

double hours_of(const Bill& lines, ItemId item) {
  double sum = 0;
  for (const LineItem& line : lines) sum += line.item == item ? line.quantity.constant() : 0;
  return sum;
}

double all_dollars(const Bill& lines) { return (total(lines) / usd).constant(); }

double mean_need(const WeekNeeds& needs) {
  return mean_over_hours(needs, [](const Column& each) { return each; }).constant();
}

}  // namespace

TEST_CASE("a reserved base is paid for in every hour, and the peak on demand") {
  // 3 of 2 GPUs at $1.80: 4,380 h, $7,884, of which (118 x 2 + 50 x 3) / 168 x 1,460 = 3,354.52 h are used. The other 3
  // in 50 hours at $2.49: 1,303.57 h, $3,245.89. They start on five days, 65.18 times a month, 5 minutes ahead: 10.86 h,
  // $27.05.
  Use use = use_of({week(6, 2)}, 2);
  OnDemand peak = on_demand(2.49);
  peak.starts = MachineStarts{.ahead = 5.0 * minute};
  const Bill lines = lines_for({reserved(3, 1.80), peak}, use);
  CHECK(hours_of(lines, ItemId::reserved_hours) == doctest::Approx(3354.524));
  CHECK(hours_of(lines, ItemId::unused_hours) == doctest::Approx(1025.476));
  CHECK(hours_of(lines, ItemId::gpu_hours) == doctest::Approx(1303.571));
  CHECK(hours_of(lines, ItemId::start_hours) == doctest::Approx(10.863).epsilon(1e-4));
  CHECK(all_dollars(lines) == doctest::Approx(7884 + 3245.89 + 27.05).epsilon(1e-6));
  CHECK(display_text(lines[0].item, lines[0].labels, false) == "hours, reserved 1y");
  CHECK(lines[2].labels.name == "on demand");
  CHECK(is_paid(use));
}

TEST_CASE("a month with a reserved base, spot for the rest and one eviction") {
  // Three replicas of one GPU: two reserved at $1.80, 1,460 h, $2,628. The third on spot at $0.90 is evicted once in 730
  // hours, does half an hour again and takes one to start: (1 + 1/730) / (1 - 0.5/730) = 731 / 729.5 of 730 hours, 730
  // of which serve, $657, and 1.50 do not, $1.35.
  Use use = use_of({WeekNeed::even(3.0)}, 1);
  const Bill lines = lines_for({reserved(2, 1.80), spot(0.90, 1 / 730.0, 30.0 * minute, 1.0 * hour)}, use);
  CHECK(hours_of(lines, ItemId::spot_hours) == doctest::Approx(730));
  CHECK(hours_of(lines, ItemId::lost_hours) == doctest::Approx(1.501028).epsilon(1e-6));
  CHECK(all_dollars(lines) == doctest::Approx(2628 + 657 + 1.350925));
  CHECK(is_paid(use));
}

TEST_CASE(
    "spot machines lose what they do again and their starts, and others stand in where work cannot wait") {
  // Of 2,920 hours, evicted at 5 % an hour, 3 minutes again and 5 to start: 0.668 % more.
  Use waits = use_of({WeekNeed::even(4.0)}, 1);
  const Bill alone = lines_for({spot(0.90, 0.05, 3.0 * minute, 5.0 * minute)}, waits);
  CHECK(hours_of(alone, ItemId::spot_hours) == doctest::Approx(2920));
  CHECK(hours_of(alone, ItemId::lost_hours) == doctest::Approx(2920 * 0.0066834).epsilon(1e-4));
  // Stand-ins serve 0.05 / 12 / 1.0016667 of it, after 0.05 / 1.0016667 evictions an hour, each 6 minutes ahead.
  Use goes_on = use_of({WeekNeed::even(4.0)}, 1);
  Spot first = spot(0.90, 0.05, 3.0 * minute, 5.0 * minute);
  first.stand_ins = true;
  OnDemand then = on_demand(2.49);
  then.starts = MachineStarts{.ahead = 6.0 * minute};
  const Bill lines = lines_for({first, then}, goes_on);
  CHECK(hours_of(lines, ItemId::gpu_hours) == doctest::Approx(12.1464).epsilon(1e-4));
  CHECK(hours_of(lines, ItemId::start_hours) == doctest::Approx(14.5757).epsilon(1e-4));
  CHECK(hours_of(lines, ItemId::spot_hours) + hours_of(lines, ItemId::gpu_hours) == doctest::Approx(2920));
  CHECK(hours_of(lines, ItemId::lost_hours) ==
        doctest::Approx(2920 * 0.05 * (5 + 3) / 60 / (1 + 0.05 * (5 - 3) / 60)));
  CHECK(is_paid(goes_on));
}

TEST_CASE("spot machines that are too few leave the rest to the next contract") {
  Use use = use_of({week(6, 2)}, 1);
  Spot few = spot(0.90, 0, {}, {});
  few.most = 4.0;
  const Bill lines = lines_for({few, on_demand(2.49)}, use);
  CHECK(hours_of(lines, ItemId::spot_hours) == doctest::Approx((118 * 2 + 50 * 4) / 168.0 * 730));
  CHECK(hours_of(lines, ItemId::gpu_hours) == doctest::Approx(50 * 2 / 168.0 * 730));
  Use unmet = use_of({week(6, 2)}, 1);
  lines_for({few}, unmet);
  CHECK_FALSE(is_paid(unmet));
  CHECK(most_needed(unmet.machines.weeks).constant() == 2);
}

TEST_CASE("a capacity block is paid for in its window, and serves there alone") {
  // 8 replicas in 50 hours of the week: 1,738.1 h, 6 of 8 used; outside 2 on demand, 1,025.5 h.
  Use use = use_of({week(6, 2)}, 1);
  const CapacityBlock taken{.name = "block mon-fri 08:00-18:00",
                            .hours = office_hours(),
                            .replicas = 8.0,
                            .price = 2.0 * usd / hour,
                            .source = "a test"};
  const Bill lines = lines_for({taken, on_demand(2.49)}, use);
  CHECK(hours_of(lines, ItemId::block_hours) == doctest::Approx(6 * 50 / 168.0 * 730));
  CHECK(hours_of(lines, ItemId::unused_hours) == doctest::Approx(2 * 50 / 168.0 * 730));
  CHECK(hours_of(lines, ItemId::gpu_hours) == doctest::Approx(2 * 118 / 168.0 * 730));
  CHECK(is_paid(use));
}

TEST_CASE("of whole servers all accelerators are paid for, and all replicas that they hold serve") {
  // One replica of two GPUs is reserved in a server of eight, which holds four; the other two of six are one server more.
  Use use = use_of({week(6, 2)}, 2);
  use.machines.sold_in = 8.0;
  const Bill lines = lines_for({reserved(1, 1.80), on_demand(2.49)}, use);
  CHECK(hours_of(lines, ItemId::reserved_hours) + hours_of(lines, ItemId::unused_hours) ==
        doctest::Approx(8 * 730));
  CHECK(hours_of(lines, ItemId::reserved_hours) == doctest::Approx((118 * 2 + 50 * 4) / 168.0 * 2 * 730));
  CHECK(hours_of(lines, ItemId::gpu_hours) == doctest::Approx(8 * 50 / 168.0 * 730));
}

TEST_CASE("a start is paid for by its least hours, which serve what comes meanwhile") {
  // One replica from 12 to 13 every day, at least three hours of it: 3 / 24.
  WeekNeed lunch;
  lunch.replicas = {0.0, 1.0};
  for (std::size_t hour = 12; hour < WeekNeed::hours; hour += 24) lunch.level[hour] = 1;
  CHECK(paid_at_least({lunch}, 1).constant() == doctest::Approx(1 / 24.0));
  CHECK(paid_at_least({lunch}, 3).constant() == doctest::Approx(3 / 24.0));
  // Ten hours a day are longer than three; a second rise within the three hours starts nothing new.
  CHECK(paid_at_least({week(1, 0)}, 3).constant() == doctest::Approx(50 / 168.0));
  WeekNeed twice = lunch;
  for (std::size_t hour = 14; hour < WeekNeed::hours; hour += 24) twice.level[hour] = 1;
  CHECK(paid_at_least({twice}, 3).constant() == doctest::Approx(3 / 24.0));
  // Two are over when it is needed again, and it goes on.
  CHECK(paid_at_least({twice}, 2).constant() == doctest::Approx(3 / 24.0));
  Use use = use_of({lunch}, 2);
  OnDemand rent = on_demand(3);
  rent.starts = MachineStarts{.least_hours = 3.0};
  const Bill lines = lines_for({rent}, use);
  CHECK(hours_of(lines, ItemId::gpu_hours) == doctest::Approx(2 * 730 / 24.0));
  CHECK(hours_of(lines, ItemId::unused_hours) == doctest::Approx(2 * 2 * 730 / 24.0));
}

TEST_CASE("whatever the load and the contracts, hours add up to what is needed and no line is negative") {
  std::mt19937 random(7);
  const auto whole = [&](int most) {
    return static_cast<double>(random() % static_cast<unsigned>(most + 1));
  };
  for (int i = 0; i < 200; ++i) {
    WeekNeeds needs;
    for (int months = 1 + static_cast<int>(whole(2)); months > 0; --months)
      needs.push_back(week(whole(9), whole(9)));
    const double needed = mean_need(needs), gpus = 1 + whole(3);
    Use use = use_of(needs, gpus);
    Spot rest = spot(0.5, 0.1, whole(30) * minute, whole(30) * minute);
    rest.most = whole(4);
    rest.stand_ins = i % 2 == 0;
    const CapacityBlock taken{
        .name = "block", .hours = office_hours(), .replicas = whole(4), .price = 1.0 * usd / hour};
    const Bill lines = lines_for({reserved(whole(5), 1), taken, rest, on_demand(2)}, use);
    double served = 0;
    for (const ItemId item :
         {ItemId::reserved_hours, ItemId::block_hours, ItemId::spot_hours, ItemId::gpu_hours})
      served += hours_of(lines, item);
    CHECK(served == doctest::Approx(needed * gpus * 730));
    for (const LineItem& line : lines) CHECK(line.quantity.constant() >= 0);
    CHECK(is_paid(use));
  }
}

TEST_CASE("clouds charge for egress, storage, load balancing and support besides") {
  // 3,000 M output tokens of 4 B at $0.09/GB: 12 GB, $1.08; 141 GB at $0.10 a month; $20; 10 % of all and of machines at
  // $10,000: $1,003.52. Or $2,000 at least.
  RequestClass chat;
  chat.name = "chat";
  chat.requests = 10e6 * request / month;
  chat.output.mean = 300.0 * token / request;
  const Workload workload{{chat}};
  const Traffic traffic = traffic_in(workload, Block(), {});
  Use use = use_of({WeekNeed::even(1.0)}, 1);
  use.classes.push_back({.traffic = &traffic.classes[0], .tasks = traffic.classes[0].rate * month});
  CloudServices services{.egress = CloudServices::Egress{0.09 * usd / GB, 4.0 * byte / token},
                         .storage = CloudServices::Storage{0.1 * usd / (GB * month), 141.0 * GB},
                         .load_balancing = 20.0 * usd / month,
                         .support = CloudServices::Support{0.1, {}}};
  const OnDemand machines = on_demand(10'000.0 / 730);
  Bill lines = lines_for({machines, services}, use);
  REQUIRE(lines.size() == 5);
  CHECK((lines[1].amount() / usd).constant() == doctest::Approx(1.08));
  CHECK(lines[1].quantity.constant() == doctest::Approx(12));
  CHECK((lines[2].amount() / usd).constant() == doctest::Approx(14.1));
  CHECK((lines[4].amount() / usd).constant() == doctest::Approx(1003.518));
  services.support->least = 2'000.0 * usd / month;
  use.machines.weeks = {WeekNeed::even(1.0)};
  lines = lines_for({machines, services}, use);
  CHECK((lines[4].amount() / usd).constant() == doctest::Approx(2000));
}

TEST_CASE("workers of a serverless provider are paid for by the second, with a fee for each call") {
  // 0.05 + 0.02 + 0.01 workers through 2,628,000 s at $0.00116: $243.88; one that is always there at $0.00093: $2,444.04;
  // a million calls at $0.20 a million.
  Use use;
  use.machines.gpus = 1.0;
  use.serverless =
      ServerlessUse{.busy = 0.05, .idle = 0.02, .starting = 0.01, .always_on = 1.0, .calls = 1e6 * request};
  const Serverless contract{.price = 0.00116 * usd / second,
                            .active_price = 0.00093 * usd / second,
                            .request_fee = 0.2e-6 * usd / request};
  const Bill lines = lines_for({contract}, use);
  CHECK(all_dollars(lines) == doctest::Approx(243.8784 + 2444.04 + 0.2));
  CHECK(hours_of(lines, ItemId::serverless_busy) == doctest::Approx(131'400));  // seconds
  CHECK(is_paid(use));
}
