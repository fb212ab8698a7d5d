#include "workload/traffic.h"

#include <algorithm>
#include <cassert>

namespace llmtco {
namespace {

void set_period(ClassTraffic& traffic, const Block& block, const Period& period) {
  const Column each = 1.0 + block(traffic.requests->growth_per_month);
  Column factor = 1.0, sum = 0.0;
  traffic.growth.clear();
  for (int month = 0; month < period.first + period.months; ++month) {
    if (month >= period.first) {
      traffic.growth.push_back(factor);
      sum += factor;
    }
    factor = factor * each;
  }
  traffic.rate = traffic.first_rate * (sum / static_cast<double>(period.months));
}

}  // namespace

bool Traffic::grows() const {
  return std::any_of(classes.begin(), classes.end(), [](const ClassTraffic& each) {
    return std::any_of(each.growth.begin(), each.growth.end(), [](const Column& g) { return !g.is(1); });
  });
}

Traffic in_period(Traffic traffic, const Block& block, const Period& period) {
  assert(period.first >= 0 && period.months >= 1);
  traffic.period = period;
  for (ClassTraffic& each : traffic.classes) set_period(each, block, period);
  return traffic;
}

Traffic traffic_in(const Workload& workload, const Block& block, const Period& period) {
  Traffic traffic;
  for (const RequestClass& requests : workload.classes) {
    traffic.classes.push_back({.requests = &requests,
                               .task = task_tokens(requests, block),
                               .longest_call = longest_call(requests, block),
                               .first_rate = block(requests.requests),
                               .growth = {},
                               .rate = {}});
  }
  return in_period(std::move(traffic), block, period);
}

}  // namespace llmtco
