#include "finance/cash_flow.h"

#include <algorithm>
#include <cassert>

#include "finance/annuity.h"

namespace llmtco {

std::vector<Drawn<Usd>> by_month(const Leg& leg) {
  std::vector<Drawn<Usd>> months;
  for (const CashFlow& flow : leg) {
    assert(flow.month >= 0);
    const auto month = static_cast<std::size_t>(flow.month);
    months.resize(std::max(months.size(), month + 1));
    months[month] += flow.amount;
  }
  return months;
}

Drawn<Usd> present_value(const CashFlow& flow, const Column& yearly) {
  assert(flow.month >= 0);
  return flow.amount * discount_factor(monthly_rate(yearly), flow.month);
}

Drawn<Usd> npv(const Leg& leg, const Column& yearly) {
  Drawn<Usd> sum;
  for (const CashFlow& flow : leg) sum += present_value(flow, yearly);
  return sum;
}

}  // namespace llmtco
