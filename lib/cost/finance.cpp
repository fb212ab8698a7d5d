#include "cost/finance.h"

#include <cassert>

namespace llmtco {
namespace {

/// (1 + i)^-months.
Column discount_factor(const Column& monthly, double months) { return exp(log(1.0 + monthly) * -months); }

/// i / (1 - q), and its limit 1 / months at no interest.
Column recovery(const Column& monthly, double months) {
  const Column free = less_equal(abs(monthly), 1e-12);
  const Column safe = select(free, 1.0, monthly);
  return select(free, 1.0 / months, safe / (1.0 - discount_factor(safe, months)));
}

}  // namespace

Drawn<Usd> straight_line(const Drawn<Usd>& price, const Drawn<Usd>& residual, double months) {
  assert(months > 0);
  return (price - residual) / months;
}

Drawn<Usd> annuity(const Drawn<Usd>& price, const Drawn<Usd>& residual, double months, const Column& yearly) {
  assert(months > 0);
  const Column monthly = yearly / 12.0;
  return (price - residual * discount_factor(monthly, months)) * recovery(monthly, months);
}

Drawn<Usd> discounted(const Drawn<Usd>& payment, double months, const Column& yearly) {
  assert(months > 0);
  return payment / recovery(yearly / 12.0, months);
}

}  // namespace llmtco
