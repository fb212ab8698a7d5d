#include "finance/annuity.h"

#include <cassert>

namespace llmtco {
namespace {

/// i / (1 - q), and its limit 1 / months at no interest.
Column recovery(const Column& monthly, double months) {
  const Column free = less_equal(abs(monthly), 1e-12);
  const Column safe = select(free, 1.0, monthly);
  return select(free, 1.0 / months, safe / (1.0 - discount_factor(safe, months)));
}

}  // namespace

Column monthly_rate(const Column& yearly) { return yearly / 12.0; }

Column discount_factor(const Column& monthly, double months) { return exp(log(1.0 + monthly) * -months); }

Drawn<Usd> annuity(const Drawn<Usd>& price, const Drawn<Usd>& residual, double months, const Column& yearly) {
  assert(months > 0);
  const Column monthly = monthly_rate(yearly);
  return (price - residual * discount_factor(monthly, months)) * recovery(monthly, months);
}

Drawn<Usd> discounted(const Drawn<Usd>& payment, double months, const Column& yearly) {
  assert(months > 0);
  return payment / recovery(monthly_rate(yearly), months);
}

}  // namespace llmtco
