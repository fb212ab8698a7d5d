#include <doctest/doctest.h>

#include "cost/contract.h"
#include "cost/mean_bill.h"

// Invoices worked out by hand, one for each way to pay by the token beside a tariff.

using namespace llmtco;

namespace {

constexpr auto per_mtok = usd / mtok;

RequestClass class_named(const std::string& name) {
  RequestClass requests;
  requests.name = name;
  requests.requests = 1e6 * request / month;
  requests.input.mean = 700.0 * token / request;
  requests.output.mean = 300.0 * token / request;
  return requests;
}

/// What classes use in one month: so many million tokens of input and output.
struct MonthOfUse {
  explicit MonthOfUse(std::vector<RequestClass> classes, int number = 0)
      : workload{std::move(classes)}, traffic(traffic_in(workload, Block(), {.first = number, .months = 1})) {
    use.period = traffic.period;
    for (const ClassTraffic& each : traffic.classes)
      use.classes.push_back({.traffic = &each, .tasks = each.rate * month});
  }
  MonthOfUse(const MonthOfUse&) = delete;
  void buys(std::size_t i, double input, double output) {
    use.classes[i].bought = {.input = input * mtok, .output = output * mtok};
  }

  Workload workload;
  Traffic traffic;
  Use use;
};

TokenTariff flat(double input, double output) {
  return {.windows = {{.name = "all day",
                       .share_of_week = 1,
                       .tiers = {{Tokens(), {.input = input * per_mtok, .output = output * per_mtok}}}}},
          .discount = 0.0,
          .source = "a test"};
}

Bill lines_of(const std::vector<Contract>& contracts, Use& left) {
  Bill lines;
  bill(contracts, left, Block(), lines);
  return lines;
}

double amount(const Bill& lines, ItemId item) {
  double sum = 0;
  for (const LineItem& line : lines) sum += line.item == item ? (line.amount() / usd)[0] : 0;
  return sum;
}
double sum(const Bill& lines) { return (total(lines) / usd)[0]; }

/// A bill of one token line of so many dollars, and what a contract makes of it.
Bill after(const Contract& contract, double dollars, int number = 0, double credited = 0) {
  MonthOfUse now({class_named("chat")}, number);
  now.buys(0, dollars, 0);
  now.use.credited = credited * usd;
  return lines_of({flat(1, 1), contract}, now.use);
}

Commitment committed(double spend, double discount, double shortfall = 1, double beyond = 0) {
  return {.spend = spend * usd / month, .discount = discount, .shortfall = shortfall, .beyond = beyond};
}

Provisioned two_units(UsdPerSecond price) {
  return {.units = 2.0, .price = price, .input = 10'000.0 * token, .output_weight = 0.0};
}

}  // namespace

TEST_CASE("a PTU of Azure at $1 an hour, $260 a month and $221 on a year: 64 % and 70 % off") {
  const auto fee = [](UsdPerSecond price) {
    MonthOfUse none({class_named("chat")});
    Provisioned one = two_units(price);
    one.units = 1.0;
    return sum(lines_of({one}, none.use));
  };
  const double hourly = fee(1.0 * usd / hour), monthly = fee(260.0 * usd / month),
               yearly = fee(221.0 * usd / month);
  CHECK(hourly == doctest::Approx(730));
  CHECK(1 - monthly / hourly == doctest::Approx(0.64).epsilon(0.01));
  CHECK(1 - yearly / hourly == doctest::Approx(0.70).epsilon(0.01));
}

TEST_CASE("provisioned units serve what they have room for, and the tariff what overflows") {
  // 657 Mtok in half of the month's 43,800 minutes: 30,000 a minute, of which two units serve 20,000. A third, 219 Mtok
  // at $2, overflows: $438 beside 2 x $221.
  RequestClass requests = class_named("chat");
  requests.profile.emplace();
  for (std::size_t i = 0; i < 168; ++i) requests.profile->share[i] = i % 24 < 12 ? 1.0 / 84 : 0;
  MonthOfUse now({requests});
  now.buys(0, 657, 0);
  const Bill lines = lines_of({two_units(221.0 * usd / month), flat(2, 8)}, now.use);
  CHECK(amount(lines, ItemId::provisioned_units) == doctest::Approx(442));
  CHECK(amount(lines, ItemId::input_tokens) == doctest::Approx(438));
  CHECK(lines.size() == 2);
  CHECK(is_paid(now.use));
  REQUIRE(now.use.overloads.size() == 1);
  CHECK(now.use.overloads[0].time[0] == doctest::Approx(0.5));
  CHECK((now.use.overloads[0].above / now.use.overloads[0].asked)[0] == doctest::Approx(1.0 / 3));
}

TEST_CASE("a token written may count as several of those read, or have a limit of its own") {
  // A unit's month is 438 Mtok. 219 read and 73 written at a weight of 6 are 657 Mtok: one unit serves 2 / 3 of each.
  MonthOfUse weighted({class_named("chat")});
  weighted.buys(0, 219, 73);
  Provisioned one = two_units(1.0 * usd / hour);
  one.units = 1.0;
  one.output_weight = 6.0;
  const Bill by_weight = lines_of({one, flat(3, 3)}, weighted.use);
  CHECK(amount(by_weight, ItemId::input_tokens) == doctest::Approx(219));
  CHECK(amount(by_weight, ItemId::output_tokens) == doctest::Approx(73));
  // 1,000 written a minute are 43.8 Mtok: 60 % of 73, whatever is read.
  MonthOfUse apart({class_named("chat")});
  apart.buys(0, 219, 73);
  one.output_weight.reset();
  one.output = 1000.0 * token;
  const Bill by_limit = lines_of({one, flat(3, 3)}, apart.use);
  CHECK(amount(by_limit, ItemId::output_tokens) == doctest::Approx(0.4 * 219));
}

TEST_CASE(
    "what waits for provisioned units is served where the day's mean has room, what is refused is not") {
  RequestClass requests = class_named("chat");
  requests.peak_to_mean = 3.0;
  struct Case {
    double input;
    Overflow overflow;
    bool holds;
  };
  for (const Case& each : {Case{657, Overflow::queue, true}, Case{1000, Overflow::queue, false},
                           Case{657, Overflow::refuse, false}, Case{200, Overflow::refuse, true}}) {
    CAPTURE(each.input);
    MonthOfUse now({requests});
    now.buys(0, each.input, 0);
    Provisioned units = two_units(221.0 * usd / month);
    units.overflow = each.overflow;
    CHECK(sum(lines_of({units, flat(2, 8)}, now.use)) == doctest::Approx(442));
    CHECK(now.use.overloads[0].holds.is(each.holds));
    CHECK(now.use.overloads[0].reason.empty() == each.holds);
    CHECK(now.use.overloads[0].wait.has_value() == (each.overflow == Overflow::queue));
  }
}

TEST_CASE("what is committed and not spent is a shortfall, what is spent beyond is billed at list") {
  const Bill below = after(committed(50'000, 0.12), 40'000), beyond = after(committed(50'000, 0.12), 60'000);
  CHECK(amount(below, ItemId::commitment_discount) == doctest::Approx(-4'800));
  CHECK(amount(below, ItemId::commitment_shortfall) == doctest::Approx(14'800));
  CHECK(sum(below) == doctest::Approx(50'000));
  CHECK(amount(beyond, ItemId::commitment_shortfall) == doctest::Approx(0));
  CHECK(sum(beyond) == doctest::Approx(53'181.82).epsilon(1e-6));
  // A tenth off beyond it, and half of a shortfall: 50,000 + 0.9 x 3,181.82; 35,200 + 7,400.
  CHECK(sum(after(committed(50'000, 0.12, 0.5, 0.1), 60'000)) == doctest::Approx(52'863.64).epsilon(1e-6));
  CHECK(sum(after(committed(50'000, 0.12, 0.5, 0.1), 40'000)) == doctest::Approx(42'600));
}

TEST_CASE("a commitment costs no less the more is spent, and never more than list and shortfall") {
  for (const double discount : {0.0, 0.12, 0.5, 1.0}) {
    for (const double shortfall : {0.0, 0.5, 1.0}) {
      double before = 0;
      for (double spent = 0; spent <= 100; spent += 10) {
        CAPTURE(discount);
        CAPTURE(spent);
        const Bill lines = after(committed(40, discount, shortfall), spent);
        CHECK(sum(lines) >= before - 1e-9);
        CHECK(sum(lines) <= spent + 40 * shortfall + 1e-9);
        for (const LineItem& line : lines) {
          const double dollars = (line.amount() / usd)[0];
          CHECK((line.item == ItemId::commitment_discount ? dollars <= 0 : dollars >= 0));
        }
        before = sum(lines);
      }
    }
  }
}

TEST_CASE("credits of $25,000 pay months 1, 2 and half of month 3") {
  const Credits credits{.amount = 25'000.0 * usd};
  CHECK(sum(after(credits, 10'000, 0)) == doctest::Approx(0));
  CHECK(sum(after(credits, 10'000, 1, 10'000)) == doctest::Approx(0));
  CHECK(sum(after(credits, 10'000, 2, 20'000)) == doctest::Approx(5'000));
  CHECK(sum(after(credits, 10'000, 3, 25'000)) == doctest::Approx(10'000));
}

TEST_CASE("credits of each month go first, and an amount expires") {
  Credits credits{.amount = 25'000.0 * usd, .expires_after = 2, .monthly = 1'000.0 * usd / month};
  const Bill first = after(credits, 10'000, 0);
  REQUIRE(first.size() == 3);
  CHECK((first[1].amount() / usd)[0] == doctest::Approx(-1'000));
  CHECK(first[1].labels.name == "each month");
  CHECK((first[2].amount() / usd)[0] == doctest::Approx(-9'000));
  CHECK(sum(after(credits, 10'000, 2, 18'000)) == doctest::Approx(9'000));
  CHECK(sum(after(credits, 400, 2)) == doctest::Approx(0));  // no more than there is to pay
}

TEST_CASE("the first calls and the first tokens of a month are free, shared out by use") {
  // Two classes of 6 and 2 Mtok of input: 2 Mtok free are a quarter of each, and the output is paid for.
  MonthOfUse tokens({class_named("a"), class_named("b")});
  tokens.buys(0, 6, 1);
  tokens.buys(1, 2, 1);
  const Bill some = lines_of({FreeTier{.input = 2.0 * mtok}, flat(1, 10)}, tokens.use);
  CHECK(amount(some, ItemId::input_tokens) == doctest::Approx(6));
  CHECK(amount(some, ItemId::output_tokens) == doctest::Approx(20));
  CHECK(some[0].quantity[0] == doctest::Approx(2));
  CHECK(sum({some[0]}) == 0);
  // A million calls, a fifth of them free: 0.8 x (6 + 10).
  MonthOfUse calls({class_named("a")});
  calls.buys(0, 6, 1);
  CHECK(sum(lines_of({FreeTier{.requests = 200'000.0 * request}, flat(1, 10)}, calls.use)) ==
        doctest::Approx(12.8));
  // More free than is used: nothing to pay.
  MonthOfUse all({class_named("a")});
  all.buys(0, 6, 1);
  CHECK(sum(lines_of({FreeTier{.input = 10.0 * mtok, .output = 1.0 * mtok}, flat(1, 10)}, all.use)) == 0);
}

TEST_CASE("a million calls a month are 22.8 a minute, and 68.5 in a busiest hour of three times the mean") {
  RequestClass requests = class_named("chat");
  requests.peak_to_mean = 3.0;
  const auto over = [&](RateLimits limits) {
    MonthOfUse now({requests});
    now.buys(0, 700, 300);
    lines_of({limits, flat(1, 1)}, now.use);
    return now.use.overloads.at(0);
  };
  CHECK(over({.requests = 69.0 * request}).holds.is(1));
  const Overload refused = over({.requests = 60.0 * request});
  CHECK(refused.holds.is(0));
  CHECK(refused.reason == "the busiest hour asks for 68.49 requests a minute, the rate limit is 60");
  CHECK(over({.requests = 60.0 * request, .over = Overflow::queue}).holds.is(1));
  CHECK(over({.requests = 22.0 * request, .over = Overflow::queue}).holds.is(0));
  // 700 Mtok are 15,982 a minute, 47,945 in the busiest hour; the limit that is passed by most is told.
  CHECK(over({.requests = 60.0 * request, .input = 20'000.0 * token}).reason ==
        "the busiest hour asks for 47.95k input tokens a minute, the rate limit is 20k");
}

TEST_CASE("requests that may wait are bought in a batch, the others at the standard tier") {
  RequestClass patient = class_named("chat");
  patient.may_wait = 0.3;
  MonthOfUse now({patient, class_named("now")});
  now.buys(0, 100, 10);
  now.buys(1, 50, 0);
  TokenTariff half = flat(2.5, 10);
  half.service_factor = 0.5;
  const Bill lines = lines_of({BatchShare{half, "batch"}, flat(2.5, 10)}, now.use);
  // 30 Mtok at $1.25 and 3 at $5; 70 and 50 at $2.50, 7 at $10.
  CHECK(sum(lines) == doctest::Approx(37.5 + 15 + 175 + 125 + 70));
  CHECK(lines[0].labels == Labels{.request_class = "chat", .name = "batch"});
  CHECK(display_text(lines[0].item, lines[0].labels, true) == "chat input tokens, batch");
  CHECK(is_paid(now.use));
}

TEST_CASE("a mean bill has the mean of each line, with a price that both agree on") {
  const auto tokens = [](double quantity, double price) {
    return line({.item = ItemId::input_tokens, .quantity_unit = "Mtok"}, Drawn<Tokens>(quantity * mtok),
                Drawn<UsdPerToken>(price * per_mtok), mtok);
  };
  const auto once = [](double dollars) { return lump({.item = ItemId::credits}, Drawn<Usd>(dollars * usd)); };
  const Bill a{tokens(100, 2), once(-50)}, b{tokens(300, 1)}, c{tokens(300, 2), once(-10)};
  const Bill same = mean_of({&a, &c}), other = mean_of({&a, &b});
  CHECK(same[0].quantity.is(200));
  CHECK(same[0].unit_price_usd.is(2));
  CHECK((same[1].amount() / usd)[0] == doctest::Approx(-30));
  CHECK(other[0].quantity.is(200));
  CHECK(other[0].unit_price_usd[0] == doctest::Approx(1.25));
  CHECK((other[1].amount() / usd)[0] == doctest::Approx(-25));
  CHECK(sum(other) == doctest::Approx((sum(a) + sum(b)) / 2));
}
