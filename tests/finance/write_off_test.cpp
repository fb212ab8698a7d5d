#include "finance/write_off.h"

#include "finance/annuity.h"

using namespace llmtco;

namespace {

const WriteOff rules[] = {WriteOff::annuity, WriteOff::straight_line, WriteOff::declining_balance,
                          WriteOff::sum_of_years, WriteOff::macrs_5};

/// Written off in a year, of 100.
double in_year(const std::vector<Column>& book, int year) {
  const auto a = static_cast<std::size_t>(12 * year);
  return 100 * (book[a][0] - book[a + 12][0]);
}

}  // namespace

TEST_CASE("a server is written off evenly") {
  // 200,000 / 36 = 5,555.56; with 20 % left 160,000 / 36 = 4,444.44; 432,000 / 36 = 12,000.
  const auto month = [](double price, double residual) {
    return price * charges(book_values(WriteOff::straight_line, residual, 36, 0.0), 0.0)[7][0];
  };
  CHECK(month(200e3, 0) == doctest::Approx(5555.56).epsilon(1e-6));
  CHECK(month(200e3, 0.2) == doctest::Approx(4444.44).epsilon(1e-6));
  CHECK(month(432e3, 0) == doctest::Approx(12000));
}

TEST_CASE("an annuity's book and charges are its payments") {
  const auto all = charges(book_values(WriteOff::annuity, 0.2, 36, 0.10), 0.10);
  for (const Column& each : all) CHECK(200e3 * each[0] == doctest::Approx(5496.08).epsilon(1e-6));
}

TEST_CASE("MACRS writes five-year property off in six calendar years, by the table of Publication 946") {
  const auto book = book_values(WriteOff::macrs_5, 0.0, 72, 0.0);
  const double table[] = {20, 32, 19.2, 11.52, 11.52, 5.76};
  for (int year = 0; year < 6; ++year) CHECK(in_year(book, year) == doctest::Approx(table[year]));
  // Scrapped after three years: what is left, 28.8 %, goes with the last month, 1.6 % of its own beside it.
  const auto short_life = book_values(WriteOff::macrs_5, 0.0, 36, 0.0);
  CHECK(100 * (short_life[35][0] - short_life[36][0]) == doctest::Approx(28.8 + 1.6));
}

TEST_CASE("the sum of years writes off most in the first year") {
  const auto book = book_values(WriteOff::sum_of_years, 0.1, 36, 0.0);
  CHECK(in_year(book, 0) == doctest::Approx(90 * 3.0 / 6));
  CHECK(in_year(book, 1) == doctest::Approx(90 * 2.0 / 6));
  CHECK(in_year(book, 2) == doctest::Approx(90 * 1.0 / 6));
}

TEST_CASE("a declining balance writes off twice the straight share of what is left, then evenly") {
  // 24 months: 1/12 of the book a month. 100, 91.6667, 84.0278; it becomes straight where (book) / months to come is more.
  const auto book = book_values(WriteOff::declining_balance, 0.0, 24, 0.0);
  CHECK(100 * book[1][0] == doctest::Approx(91.6667).epsilon(1e-5));
  CHECK(100 * book[2][0] == doctest::Approx(84.0278).epsilon(1e-5));
  CHECK(book[23][0] - book[24][0] == doctest::Approx(book[22][0] - book[23][0]));
  // Never below the residual.
  for (const Column& each : book_values(WriteOff::declining_balance, 0.4, 24, 0.0))
    CHECK(each[0] >= 0.4 - 1e-12);
}

TEST_CASE("whatever the rule, charges and residual discounted at the cost of capital give the price back") {
  for (const WriteOff rule : rules) {
    for (const double yearly : {0.0, 0.05, 0.12}) {
      for (const double residual : {0.0, 0.3}) {
        CAPTURE(std::string(write_offs.to_text(rule)));
        CAPTURE(yearly);
        const auto all = charges(book_values(rule, residual, 48, yearly), yearly);
        double worth = residual * discount_factor(monthly_rate(yearly), 48)[0];
        for (std::size_t a = 0; a < all.size(); ++a)
          worth += all[a][0] * discount_factor(monthly_rate(yearly), static_cast<double>(a + 1))[0];
        CHECK(worth == doctest::Approx(1).epsilon(1e-9));
      }
    }
  }
}

TEST_CASE("units of production write off by what is made, and no more than there is") {
  // 1,000 units in its life; 100, 500 and 700 made in three months: 10, 50 and the 40 % that are left.
  const auto book = units_written_off({100.0, 500.0, 700.0}, 1000.0, 0.0);
  CHECK(book[1][0] == doctest::Approx(0.9));
  CHECK(book[2][0] == doctest::Approx(0.4));
  CHECK(book[3][0] == doctest::Approx(0.0));
  // Scrapped before it has made them all: the rest goes with the last month.
  CHECK(units_written_off({100.0, 100.0}, 1000.0, 0.25)[1][0] == doctest::Approx(1 - 0.75 * 0.1));
  CHECK(units_written_off({100.0, 100.0}, 1000.0, 0.25)[2][0] == doctest::Approx(0.25));
}
