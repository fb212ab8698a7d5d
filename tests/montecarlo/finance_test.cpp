#include "montecarlo/finance.h"

#include <cmath>

#include "measures/list.h"
#include "montecarlo/business.h"
#include "montecarlo/simulate.h"
#include "studies.h"

using namespace llmtco;

namespace {

CashPath path(std::vector<double> purchases, std::vector<double> running) {
  CashPath all;
  for (const double each : purchases) all.purchases.push_back(each * usd);
  for (const double each : running) all.running.push_back(each * usd);
  return all;
}

std::vector<Evaluation> against(const Finance& finance, const CashPath& option, const CashPath& reference) {
  std::vector<Evaluation> both(2);
  add_finance(finance, {"new", "today"}, {option, reference}, Block(), both);
  return both;
}

double figure(const Evaluation& of, const Measure& measure) { return of.figures.at(measure)[0]; }

/// Twelve months in which the same is paid and asked for.
BusinessPath year_of(double cash, double tasks) {
  return {std::vector<Drawn<Usd>>(12, cash * usd), std::vector<Drawn<Requests>>(12, tasks * request)};
}

Figures<Column> of_business(const Business& business, const BusinessPath& path, double monthly_cost) {
  Evaluation one;
  one.figures.set(measures::monthly_cost, Drawn<Usd>(monthly_cost * usd));
  add_business(business, path, Block(), one);
  return one.figures;
}

}  // namespace

TEST_CASE("a machine against a rent: present value, rate of return, payback") {
  // $12,000 at once against $1,100 at the end of 12 months, 12 % a year: 1,100 x 11.2551 - 12,000 = 380.59; the rate
  // 17.972 %; 10.9 payments pay it back, at the end of month 11; discounted at the end of month 12.
  const auto both = against({.rate = 0.12, .reference = "today"},
                            path({12e3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, std::vector<double>(12, 0)),
                            path(std::vector<double>(12, 0), std::vector<double>(12, 1100)));
  CHECK(figure(both[0], measures::present_cost) == doctest::Approx(12000));
  CHECK(figure(both[1], measures::present_cost) == doctest::Approx(12380.59).epsilon(1e-6));
  CHECK(figure(both[0], measures::npv) == doctest::Approx(380.585).epsilon(1e-5));
  CHECK(figure(both[0], measures::npv_positive) == 1);
  CHECK(figure(both[0], measures::irr) == doctest::Approx(0.1797200).epsilon(1e-6));
  CHECK(figure(both[0], measures::payback) == 11);
  CHECK(figure(both[0], measures::discounted_payback) == 12);
  CHECK(figure(both[0], measures::capex) == 12000);
  CHECK(figure(both[1], measures::opex) == 13200);
  CHECK_FALSE(both[1].figures.has(measures::npv));
  // The rent is its own yearly cost: 12 x 1,100.
  CHECK(figure(both[1], measures::yearly_cost) == doctest::Approx(13200));
}

TEST_CASE("what machines are worth at the end counts, unless it is to be nothing") {
  CashPath option = path({1000, 0}, {0, 0});
  option.left = 400.0 * usd;
  Finance finance{.rate = 0.12};
  CHECK(figure(against(finance, option, option)[0], measures::present_cost) ==
        doctest::Approx(1000 - 400 / std::pow(1.01, 2)));
  finance.books_are_worth = false;
  CHECK(figure(against(finance, option, option)[0], measures::present_cost) == doctest::Approx(1000));
}

TEST_CASE("prices that rise cost more, and what is paid earlier is worth more") {
  const CashPath rent = path({0, 0}, {100, 100});
  Finance finance{.rate = 0.12};
  const double end = figure(against(finance, rent, rent)[0], measures::present_cost);
  CHECK(end == doctest::Approx(100 / 1.01 + 100 / (1.01 * 1.01)));
  finance.paid = PaidAt::start;
  CHECK(figure(against(finance, rent, rent)[0], measures::present_cost) == doctest::Approx(1.01 * end));
  finance.paid = PaidAt::middle;
  CHECK(figure(against(finance, rent, rent)[0], measures::present_cost) ==
        doctest::Approx(std::sqrt(1.01) * end));
  finance.paid = PaidAt::end;
  finance.inflation = 0.03;
  CHECK(figure(against(finance, rent, rent)[0], measures::present_cost) ==
        doctest::Approx(100 * std::pow(1.03, 1.0 / 12) / 1.01 +
                        100 * std::pow(1.03, 2.0 / 12) / (1.01 * 1.01)));
}

TEST_CASE("an option that is never dearer has no rate of return and is paid back at once") {
  const auto both =
      against({.rate = 0.1, .reference = "today"}, path({0, 0}, {50, 50}), path({0, 0}, {80, 80}));
  CHECK(std::isnan(figure(both[0], measures::irr)));
  CHECK(figure(both[0], measures::irr_known) == 0);
  CHECK(figure(both[0], measures::payback) == 0);
}

TEST_CASE("money that runs out: the closed form of a steady burn") {
  // $100,000; $20,000 paid, $5,000 taken, $3,000 of other burn: 18,000 less a month, out in the sixth.
  Business business{.revenue = 5000.0 * usd / month, .cash = 100e3 * usd, .other_burn = 3000.0 * usd / month};
  business.funds = 110e3 * usd;
  const Figures<Column> figures = of_business(business, year_of(20e3, 1e6), 20e3);
  CHECK(figures.at(measures::runway)[0] == 5);
  CHECK(figures.at(measures::out_of_cash, {.month = 4})[0] == 0);
  CHECK(figures.at(measures::out_of_cash, {.month = 5})[0] == 1);
  CHECK(figures.at(measures::out_of_cash)[0] == 1);
  CHECK(figures.at(measures::funds_last)[0] == 5);
  CHECK(figures.at(measures::margin)[0] == doctest::Approx(-3));
}

TEST_CASE("a customer pays for being won, sooner where none leave") {
  // 1,000 tasks at $0.01 and $30: a margin of $20 a month on $300: 15 months; with 5 % that leave, 27.03; with 7 % never.
  Business business{.customer = Customer{300.0 * usd, 30.0 * usd / month, 1000.0 * request / month}};
  CHECK(of_business(business, year_of(10e3, 1e6), 10e3).at(measures::customer_payback)[0] ==
        doctest::Approx(15));
  business.customer->churn = 0.05;
  CHECK(of_business(business, year_of(10e3, 1e6), 10e3).at(measures::customer_payback)[0] ==
        doctest::Approx(std::log(0.25) / std::log(0.95)));
  business.customer->churn = 0.07;
  const Figures<Column> never = of_business(business, year_of(10e3, 1e6), 10e3);
  CHECK(std::isnan(never.at(measures::customer_payback)[0]));
  CHECK(never.at(measures::customer_pays)[0] == 0);
}

TEST_CASE("takings that vary run out as a random walk does, in its closed form") {
  // One month: the balance is 100 + X - 120 with X lognormal of mean 20 and cv 0.5: out where X < 20. Its median is 20 /
  // sqrt(1.25), so that P(X < 20) = Phi(sigma / 2) with sigma = sqrt(log 1.25) = 0.47238: 0.59336.
  Study study = empty_study();
  study.demand.horizon_months = 1;
  study.demand.workload.classes.at(0).requests = 1000.0 * request / month;
  Option option{.name = "it", .kind = "custom", .serving = Stated{}};
  option.contracts = {CustomLines{
      {{.name = "fee", .behaviour = CostBehaviour::fixed, .price = 120.0 * usd / month, .source = ""}}}};
  study.options = {option};
  const double sigma = std::sqrt(std::log(1.25));
  study.business = Business{.revenue = 20.0 * usd / month, .cash = 100.0 * usd};
  study.business->months = {study.variables.uncertain(
      "takings", DistributionOf<double>{distributions::Lognormal{std::exp(-sigma * sigma / 2), sigma}},
      no_origin)};
  const Result result = simulate(study, draws_of(16384));
  const double phi = 0.5 * std::erfc(-sigma / 2 / std::sqrt(2.0));
  CHECK(result.options[0].find(measures::out_of_cash)->mean.value == doctest::Approx(phi).epsilon(0.002));
}
