#include "finance/write_off.h"

#include <array>
#include <cassert>

#include "finance/annuity.h"

namespace llmtco {
namespace {

/// Payment a month for a price of 1.
Column payment(const Column& residual, int months, const Column& yearly) {
  return annuity(Drawn<Usd>(Column(1.0)), Drawn<Usd>(residual), months, yearly) / usd;
}

/// What is written off in the month after age `a`.
Column depreciation(WriteOff rule, int a, const std::vector<Column>& book, const Column& residual) {
  const auto months = static_cast<int>(book.size()) - 1;
  const Column& left = book[static_cast<std::size_t>(a)];
  switch (rule) {
    case WriteOff::declining_balance:
      return max(min(2.0 / months * left, left - residual),
                 (left - residual) / static_cast<double>(months - a));
    case WriteOff::sum_of_years: {
      assert(months % 12 == 0);
      const int years = months / 12, to_come = years - a / 12;
      return (1.0 - residual) * (to_come / (years * (years + 1) / 2.0) / 12);
    }
    case WriteOff::macrs_5: {
      constexpr std::array<double, 6> of_years{0.20, 0.32, 0.192, 0.1152, 0.1152, 0.0576};
      const auto year = static_cast<std::size_t>(a / 12);
      return year < of_years.size() ? of_years[year] / 12 : 0.0;
    }
    default:
      return (1.0 - residual) / static_cast<double>(months);
  }
}

}  // namespace

std::vector<Column> book_values(WriteOff rule, const Column& residual, int months, const Column& yearly) {
  assert(months > 0 && rule != WriteOff::units);
  std::vector<Column> book(static_cast<std::size_t>(months) + 1, Column(1.0));
  const Column monthly = monthly_rate(yearly);
  const Column paid = rule == WriteOff::annuity ? payment(residual, months, yearly) : Column(0.0);
  for (int a = 0; a < months; ++a) {
    const auto age = static_cast<std::size_t>(a);
    book[age + 1] = rule == WriteOff::annuity ? book[age] * (1.0 + monthly) - paid
                                              : book[age] - depreciation(rule, a, book, residual);
  }
  book.back() = residual;
  return book;
}

std::vector<Column> units_written_off(const std::vector<Column>& made, const Column& total,
                                      const Column& residual) {
  std::vector<Column> book{Column(1.0)};
  Column so_far = 0.0;
  for (const Column& each : made) {
    so_far = min(total, so_far + each);
    book.push_back(1.0 - (1.0 - residual) * (so_far / total));
  }
  book.back() = residual;
  return book;
}

std::vector<Column> charges(const std::vector<Column>& book, const Column& yearly) {
  const Column monthly = monthly_rate(yearly);
  std::vector<Column> all;
  for (std::size_t age = 0; age + 1 < book.size(); ++age)
    all.push_back(book[age] - book[age + 1] + monthly * book[age]);
  return all;
}

}  // namespace llmtco
