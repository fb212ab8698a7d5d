#include "finance/internal_rate.h"

#include <limits>

namespace llmtco {
namespace {

/// 1, 0, -1.
Column sign(const Column& number) { return less(0.0, number) - less(number, 0.0); }

/// How often a series of numbers changes sign, zeros left out.
class SignChanges {
 public:
  void add(const Column& number) {
    const Column now = sign(number);
    count_ += less(now * last_, 0.0);
    last_ = select(now, now, last_);
    first_ = select(first_, first_, now);
  }
  const Column& count() const { return count_; }
  /// Of the first number that is not 0; 0 if all are.
  const Column& first() const { return first_; }

 private:
  Column count_, first_, last_;
};

/// sum of coefficient[k] t^k.
Column polynomial(const std::vector<Column>& coefficients, const Column& t) {
  Column sum;
  for (std::size_t k = coefficients.size(); k-- > 0;) sum = sum * t + coefficients[k];
  return sum;
}

/// The t in (0, 1) where the polynomial, of sign `first` below it, changes sign.
Column crossing(const std::vector<Column>& coefficients, const Column& first) {
  constexpr int halvings = 60;
  Column low = 0.0, high = 1.0;
  for (int step = 0; step < halvings; ++step) {
    const Column middle = 0.5 * (low + high);
    const Column below = less(0.0, polynomial(coefficients, middle) * first);
    low = select(below, middle, low);
    high = select(below, high, middle);
  }
  return high;
}

}  // namespace

InternalRate internal_rate_of_return(const Leg& leg) {
  SignChanges flows, sums;
  Column sum;
  std::vector<Column> amounts;
  for (const Drawn<Usd>& amount : by_month(leg)) {
    amounts.push_back(amount / usd);
    sum += amounts.back();
    flows.add(amounts.back());
    sums.add(sum);
  }
  // Numbers that are none have no sign and would go unseen.
  const Column is_number = equal(sum, sum);
  const Column known =
      is_number * max(equal(flows.count(), 1.0), equal(sums.count(), 1.0) * (1.0 - equal(sum, 0.0)));
  if (!any(known)) return {std::numeric_limits<double>::quiet_NaN(), known};

  // A gain has its rate above 0: v < 1. A loss has it below: 1 + i = 1 / v < 1, the months counted backwards.
  const Column gain = less_equal(sum * flows.first(), 0.0);
  std::vector<Column> ordered;
  for (std::size_t k = 0; k < amounts.size(); ++k) {
    ordered.push_back(select(gain, amounts[k], amounts[amounts.size() - 1 - k]));
  }
  const Column t = crossing(ordered, select(gain, flows.first(), -flows.first()));
  const Column monthly = select(gain, 1.0 / t - 1.0, t - 1.0);
  return {select(known, 12.0 * monthly, std::numeric_limits<double>::quiet_NaN()), known};
}

}  // namespace llmtco
