#include "cost/capital.h"

using namespace llmtco;

namespace {

/// $200,000, three years, nothing left, no interest.
Capital server_capital() {
  return {.purchase = 200e3 * usd, .life_months = 36, .residual = 0.0, .cost_of_capital = 0.0};
}

/// None in the first six months of the horizon, then one.
std::vector<Column> from_month_7(int months) {
  std::vector<Column> needed(static_cast<std::size_t>(months), Column(0.0));
  for (std::size_t m = 6; m < needed.size(); ++m) needed[m] = 1.0;
  return needed;
}

double of(const Capital& capital, const Holding& machines, Period period, ItemId item,
          CostType type = CostType::amortized) {
  Bill lines;
  bill(capital, machines, period, Block(), lines);
  double sum = 0;
  for (const LineItem& line : lines)
    if (line.item == item && line.type == type) sum += (line.amount() / usd).constant();
  return sum;
}

double over(const Capital& capital, const Holding& machines, int months, ItemId item, CostType type) {
  double sum = 0;
  for (int m = 0; m < months; ++m) sum += of(capital, machines, {m, 1}, item, type);
  return sum;
}

}  // namespace

TEST_CASE("machines are bought when a month needs more, kept until their life ends, and bought again") {
  const Holding all = holding({2.0, 4.0, 3.0, 3.0}, 3);
  const double bought[] = {2, 2, 0, 1}, held[] = {2, 4, 4, 3};
  for (std::size_t m = 0; m < 4; ++m) {
    CHECK(all.bought[m][0] == bought[m]);
    CHECK(all.held[m][0] == held[m]);
  }
  const Holding even = holding(Column(5.0), 7, 3);
  for (std::size_t m = 0; m < 7; ++m) CHECK(even.bought[m][0] == (m % 3 == 0 ? 5 : 0));
}

TEST_CASE("a server bought in month 7 is paid for in month 7 and written off from then on") {
  const Holding machines = holding(from_month_7(12), 36);
  const Capital capital = server_capital();
  CHECK(of(capital, machines, {5, 1}, ItemId::capital) == 0);
  CHECK(of(capital, machines, {6, 1}, ItemId::capital) == doctest::Approx(5555.56).epsilon(1e-6));
  CHECK(of(capital, machines, {0, 12}, ItemId::capital) == doctest::Approx(2777.78).epsilon(1e-6));
  CHECK(of(capital, machines, {6, 1}, ItemId::purchase, CostType::purchase) == doctest::Approx(200e3));
  CHECK(of(capital, machines, {7, 1}, ItemId::purchase, CostType::purchase) == 0);
  CHECK(of(capital, machines, {0, 12}, ItemId::purchase, CostType::purchase) == doctest::Approx(200e3 / 12));
  Capital early = capital;
  early.lead_months = 3;
  CHECK(of(early, machines, {3, 1}, ItemId::purchase, CostType::purchase) == doctest::Approx(200e3));
  CHECK((book_value(capital, machines, Block()) / usd).constant() == doctest::Approx(200e3 * 30 / 36));
}

TEST_CASE(
    "the months of a horizon add up to its average, whatever the rule, and cash to cost over the life") {
  Capital capital = server_capital();
  capital.residual = 0.2;
  capital.network = 0.1;
  capital.sales_tax = 0.08;
  capital.disposal = 500.0 * usd;
  capital.life_units = 100e9 * token;
  Holding machines = holding(Column(1.0), 36, 36);
  machines.made.assign(36, Column(2000.0));  // Mtok a month, 72 % of the life's in all
  for (const WriteOff rule : {WriteOff::annuity, WriteOff::straight_line, WriteOff::declining_balance,
                              WriteOff::sum_of_years, WriteOff::macrs_5, WriteOff::units}) {
    CAPTURE(std::string(write_offs.to_text(rule)));
    capital.write_off = rule;
    double cost = 0, cash = 0;
    for (const ItemId item : {ItemId::capital, ItemId::network, ItemId::sales_tax, ItemId::disposal}) {
      const double months = over(capital, machines, 36, item, CostType::amortized);
      CHECK(36 * of(capital, machines, {0, 36}, item) == doctest::Approx(months));
      cost += months;
    }
    for (const ItemId item : {ItemId::purchase, ItemId::resale, ItemId::disposal})
      cash += over(capital, machines, 36, item, CostType::purchase);
    // 200,000 x 1.18, of which 20 % of 1.10 come back, and $500: 192,500.
    CHECK(cash == doctest::Approx(192.5e3));
    CHECK(cost == doctest::Approx(192.5e3));
  }
}

TEST_CASE("what is not written off of units made is when the machine goes") {
  Capital capital = server_capital();
  capital.write_off = WriteOff::units;
  capital.life_units = 100e9 * token;
  Holding machines = holding(Column(2.0), 36, 36);
  machines.made.assign(36, Column(4000.0));  // 2,000 Mtok each: 2 % of the life's
  CHECK(of(capital, machines, {0, 1}, ItemId::capital) == doctest::Approx(2 * 4000));
  CHECK(of(capital, machines, {35, 1}, ItemId::capital) == doctest::Approx(2 * (200e3 - 35 * 4000)));
}
