#include "cost/week_need.h"

#include <cassert>
#include <map>
#include <set>
#include <utility>

#include "columns/column_math.h"

namespace llmtco {
namespace {

/// How many hours of the week each level has.
std::vector<double> hours_of_levels(const WeekNeed& week) {
  std::vector<double> hours(week.replicas.size(), 0);
  for (const std::uint8_t level : week.level) ++hours[level];
  return hours;
}

/// Started in the week: every rise from one hour to the next, by the levels it is between.
Column starts_a_week(const WeekNeed& week) {
  std::map<std::pair<std::uint8_t, std::uint8_t>, int> steps;
  for (std::size_t hour = 0; hour < WeekNeed::hours; ++hour)
    ++steps[{week.level[hour], week.level[(hour + 1) % WeekNeed::hours]}];
  Column starts = 0.0;
  for (const auto& [between, times] : steps) {
    const auto& [from, to] = between;
    if (from != to) starts += static_cast<double>(times) * max(0.0, week.replicas[to] - week.replicas[from]);
  }
  return starts;
}

/// Mean over the last of three weeks, before which everything is as it is every week.
Column paid_in_week(const WeekNeed& week, int least) {
  constexpr std::size_t run_in = 2 * WeekNeed::hours;
  std::vector<Column> started;
  Column paid = 0.0, sum = 0.0;
  for (std::size_t hour = 0; hour < run_in + WeekNeed::hours; ++hour) {
    const Column& needed = week.replicas[week.level[hour % WeekNeed::hours]];
    started.push_back(max(0.0, needed - paid));
    Column bound = 0.0;
    for (std::size_t back = 0; back < static_cast<std::size_t>(least) && back <= hour; ++back)
      bound += started[hour - back];
    paid = max(needed, bound);
    if (hour >= run_in) sum += paid;
  }
  return sum / static_cast<double>(WeekNeed::hours);
}

}  // namespace

WeekNeed WeekNeed::even(Column replicas) {
  WeekNeed week;
  week.replicas.push_back(std::move(replicas));
  return week;
}

Column mean_over_hours(const WeekNeeds& needs, const OfReplicas& of) {
  assert(!needs.empty());
  Column sum = 0.0;
  for (const WeekNeed& week : needs) {
    const std::vector<double> hours = hours_of_levels(week);
    for (std::size_t i = 0; i < hours.size(); ++i)
      if (hours[i] > 0) sum += hours[i] * of(week.replicas[i]);
  }
  return sum / static_cast<double>(WeekNeed::hours * needs.size());
}

WeekNeeds changed(WeekNeeds needs, const OfReplicas& of) {
  for (WeekNeed& week : needs) {
    for (Column& replicas : week.replicas) replicas = of(replicas);
  }
  return needs;
}

WeekNeeds changed_within(WeekNeeds needs, const WeekHours& hours, const OfReplicas& of) {
  for (WeekNeed& week : needs) {
    std::map<std::uint8_t, std::uint8_t> within;  // levels in the window, by what they were
    for (std::size_t hour = 0; hour < WeekNeed::hours; ++hour) {
      if (!hours[hour]) continue;
      const std::uint8_t level = week.level[hour];
      const auto [at, is_new] = within.try_emplace(level, static_cast<std::uint8_t>(week.replicas.size()));
      if (is_new) week.replicas.push_back(of(week.replicas[level]));
      week.level[hour] = at->second;
    }
  }
  return needs;
}

Column most_needed(const WeekNeeds& needs) {
  Column most = 0.0;
  for (const WeekNeed& week : needs) {
    for (const std::uint8_t level : std::set<std::uint8_t>(week.level.begin(), week.level.end()))
      most = max(most, week.replicas[level]);
  }
  return most;
}

Column starts_a_month(const WeekNeeds& needs) {
  Column starts = 0.0;
  for (const WeekNeed& week : needs) starts += starts_a_week(week);
  return starts * (weeks_a_month / static_cast<double>(needs.size()));
}

Column paid_at_least(const WeekNeeds& needs, int least) {
  assert(least >= 1 && static_cast<std::size_t>(least) <= WeekNeed::hours);
  Column paid = 0.0;
  for (const WeekNeed& week : needs) paid += paid_in_week(week, least);
  return paid / static_cast<double>(needs.size());
}

}  // namespace llmtco
