#include "finance/payback.h"

#include <limits>

namespace llmtco {

Column payback_month(const Leg& leg, const Column& yearly) {
  constexpr double never = std::numeric_limits<double>::infinity();
  const std::vector<Drawn<Usd>> months = by_month(leg);
  Column first = never, owed = 0.0;
  Drawn<Usd> sum;
  for (std::size_t month = 0; month < months.size(); ++month) {
    sum += present_value({static_cast<int>(month), months[month]}, yearly);
    const Column paid_back = owed * less_equal(Drawn<Usd>(), sum);
    first = min(first, select(paid_back, static_cast<double>(month), never));
    owed = max(owed, less(sum, Drawn<Usd>()));
  }
  return select(owed, first, 0.0);
}

}  // namespace llmtco
