#include "cost/holding.h"

#include <cassert>

#include "columns/trace.h"

namespace llmtco {

Holding holding(const std::vector<Column>& needed, int life_months) {
  assert(life_months > 0);
  const auto life = static_cast<std::size_t>(life_months);
  Holding all;
  Column held = 0.0;
  for (std::size_t m = 0; m < needed.size(); ++m) {
    if (m >= life) held = held - all.bought[m - life];
    const Column now = needed[m].plain();  // a chain of months would explain nothing: held_in() tells it
    all.bought.push_back(max(0.0, now - held));
    held = max(held, now);
    all.held.push_back(held);
  }
  if (needed.empty()) return all;
  all.needed_first = needed.front();
  all.needed_last = needed.back();
  return all;
}

Holding holding(const Column& needed, std::size_t months, int life_months) {
  assert(life_months > 0);
  Holding all{.bought = std::vector<Column>(months, Column(0.0)),
              .held = std::vector<Column>(months, needed),
              .even = true};
  for (std::size_t m = 0; m < months; m += static_cast<std::size_t>(life_months)) all.bought[m] = needed;
  return all;
}

Column held_in(const Holding& machines, const Period& period) {
  if (machines.even) return machines.held.front();
  const Column mean = mean_in(period, machines.held);
  return named("accelerators held",
               opaque("mean over the months of what is held, bought when a month needs more", mean,
                      {{"needed in the first month", machines.needed_first},
                       {"needed in the last month", machines.needed_last}}));
}

Column mean_in(const Period& period, const std::vector<Column>& of_months) {
  const auto first = static_cast<std::size_t>(period.first), months = static_cast<std::size_t>(period.months);
  assert(first + months <= of_months.size());
  if (months == 1) return of_months[first];
  Column sum = 0.0;
  for (std::size_t m = first; m < first + months; ++m) sum += of_months[m];
  return sum / static_cast<double>(months);
}

}  // namespace llmtco
