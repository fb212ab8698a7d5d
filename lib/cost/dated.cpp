#include "cost/dated.h"

#include <algorithm>

namespace llmtco {
namespace {

/// Calls f(month) for each month that it is paid in, before `end`.
template <class F>
void for_each_month(const Dated& dated, int end, F f) {
  const int last = dated.until ? std::min(*dated.until, end - 1) : end - 1;
  for (int month = dated.from; month <= last; month += dated.every) f(month);
}

}  // namespace

double share_of(const Period& period, const Dated& dated) {
  if (dated.always()) return 1;
  int count = 0;
  for_each_month(dated, period.first + period.months, [&](int month) { count += month >= period.first; });
  return static_cast<double>(count) / period.months;
}

double lives_in(const Period& period, const Dated& dated, int life) {
  const int end = period.first + period.months;
  int count = 0;
  for_each_month(dated, end, [&](int month) {
    count += std::max(0, std::min(end, month + life) - std::max(period.first, month));
  });
  return static_cast<double>(count) / period.months;
}

}  // namespace llmtco
