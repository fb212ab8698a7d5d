#include "workload/week_load.h"

#include <algorithm>
#include <cassert>
#include <map>

#include "columns/column_math.h"

namespace llmtco {
namespace {

constexpr std::size_t hours_of_day = 24, days_of_week = 7;
/// Loads below it are none.
constexpr double no_load = 1e-30;
/// Bursts nearer to an even load than this are taken for it: the curve has a jump there.
constexpr double even = 1e-6;

/// What all classes ask for in some hours, in units.
struct HourLoad {
  Column mean, busiest;
};

/// The part of a load that is served, and the share of the time in which not all of it is.
struct ServedHour {
  Column part, time;
};

HourLoad load_in(const AlikeHours& hours, const AskedOfUnits& asked, const std::vector<Column>& bursts) {
  HourLoad load{no_load, no_load};
  for (const std::vector<Column>& by_class : asked) {
    Column mean = 0.0, busiest = 0.0;
    for (std::size_t i = 0; i < by_class.size(); ++i) {
      const Column own = hours.over_mean[i] * by_class[i];
      mean += own;
      busiest += bursts[i] * own;
    }
    load.mean = max(load.mean, mean);
    load.busiest = max(load.busiest, busiest);
  }
  return load;
}

ServedHour served(const HourLoad& load, const Column& capacity, bool bursts) {
  if (!bursts) return {min(1.0, capacity / load.mean), less(capacity, load.mean)};
  const Column burst = max(1.0 + even, load.busiest / load.mean);
  const Column below = pow(min(1.0, capacity / load.busiest), 1.0 / (burst - 1.0));
  return {min(1.0, pow(below, burst) + capacity / load.mean * (1.0 - below)), 1.0 - below};
}

}  // namespace

std::vector<AlikeDays> alike_days(const std::vector<const RequestClass*>& classes) {
  using Load = std::vector<double>;
  std::map<std::map<Load, double>, double>
      days;  // each a count of hours by their load, and how many there are
  for (std::size_t day = 0; day < days_of_week; ++day) {
    std::map<Load, double> hours;
    for (std::size_t hour = 0; hour < hours_of_day; ++hour) {
      Load load;
      for (const RequestClass* requests : classes)
        load.push_back(requests->profile ? requests->profile->share[hours_of_day * day + hour] *
                                               (days_of_week * hours_of_day)
                                         : 1.0);
      ++hours[load];
    }
    ++days[hours];
  }
  std::vector<AlikeDays> all;
  for (const auto& [hours, count] : days) {
    AlikeDays alike{.days = count, .hours = {}};
    for (const auto& [load, hour_count] : hours) alike.hours.push_back({hour_count, load});
    all.push_back(std::move(alike));
  }
  return all;
}

Column burst_of(const RequestClass& requests, const Block& block) {
  const double of_profile = requests.profile ? requests.profile->peak_to_mean() : 1;
  return max(1.0, block(requests.peak_to_mean) / of_profile);
}

AboveCapacity above_capacity(const std::vector<const RequestClass*>& classes, const AskedOfUnits& asked,
                             const Column& capacity, const Block& block) {
  std::vector<Column> bursts;
  for (const RequestClass* requests : classes) bursts.push_back(burst_of(*requests, block));
  const bool burst =
      !std::all_of(bursts.begin(), bursts.end(), [](const Column& each) { return each.is(1); });
  AboveCapacity above{.share = std::vector<Column>(classes.size(), Column(0.0)),
                      .time = 0.0,
                      .busiest = 0.0,
                      .day = 0.0,
                      .wait = {}};
  for (const AlikeDays& days : alike_days(classes)) {
    Column asked_in_day = 0.0, above_in_day = 0.0;
    for (const AlikeHours& hours : days.hours) {
      const HourLoad load = load_in(hours, asked, bursts);
      const ServedHour now = served(load, capacity, burst);
      const double of_week = days.days * hours.hours / (days_of_week * hours_of_day);
      const Column unserved = 1.0 - now.part;
      for (std::size_t i = 0; i < classes.size(); ++i)
        above.share[i] += of_week * hours.over_mean[i] * unserved;
      above.time += of_week * now.time;
      above.busiest = max(above.busiest, load.busiest);
      asked_in_day += hours.hours * load.mean;
      above_in_day += hours.hours * unserved * load.mean;
    }
    above.day = max(above.day, asked_in_day / static_cast<double>(hours_of_day));
    above.wait = max(above.wait, above_in_day / max(capacity, no_load) * Drawn<Seconds>(hour));
  }
  return above;
}

}  // namespace llmtco
