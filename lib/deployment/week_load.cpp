#include "deployment/week_load.h"

#include <algorithm>
#include <map>

namespace llmtco {
namespace {

constexpr int busy_from = 9;  ///< hour of the day, UTC, of classes without a profile

/// Load in the hours of the week over the mean, of one class.
class HoursOfClass {
 public:
  HoursOfClass(const RequestClass& requests, const Block& block)
      : requests_(requests), peak_(block(requests.peak_to_mean)) {
    if (requests.profile)
      busiest_ = *std::max_element(requests.profile->share.begin(), requests.profile->share.end());
  }

  Column at(std::size_t hour) const {
    if (requests_.profile) {
      const double share = requests_.profile->share[hour], over_mean = share * double{WeekNeed::hours};
      return share == busiest_ ? max(over_mean, peak_) : Column(over_mean);
    }
    if (peak_.is(1)) return 1.0;
    const double after = static_cast<double>(hours_after(hour));
    const Column busy = max(0.0, min(1.0, 24.0 / (peak_ + 1.0) - after)), quiet = 1.0 / peak_;
    return after == 0 ? peak_ : quiet + (peak_ - quiet) * busy;
  }

  /// Hours of one key are alike.
  double key(std::size_t hour) const {
    if (requests_.profile) return requests_.profile->share[hour];
    const Column there = at(hour);
    return there.is_constant() ? there.constant() : static_cast<double>(hours_after(hour));
  }

 private:
  static std::size_t hours_after(std::size_t hour) { return (hour % 24 + 24 - busy_from) % 24; }

  const RequestClass& requests_;
  Column peak_;
  double busiest_ = 0;
};

/// Of a fleet that is there in all hours alike.
Column all_month(const Fleet& fleet, const Drawn<RequestsPerSecond>& peak,
                 const Drawn<RequestsPerSecond>& planned, const Column& least, const Block& block) {
  return fleet.replicas ? block(fleet.told_replicas()) : max(least, ceil(peak / planned));
}

}  // namespace

WeekLoad week_load(const Context& context) {
  std::vector<HoursOfClass> classes;
  std::vector<Drawn<RequestsPerSecond>> means;
  for (const ClassTraffic& each : context.traffic.classes) {
    classes.emplace_back(*each.requests, context.block);
    means.push_back(context.share * each.first_rate * each.task.calls);
  }
  WeekLoad load;
  std::map<std::vector<double>, std::uint8_t> levels;
  for (std::size_t hour = 0; hour < WeekNeed::hours; ++hour) {
    std::vector<double> key;
    for (const HoursOfClass& each : classes) key.push_back(each.key(hour));
    const auto [level, is_new] =
        levels.try_emplace(std::move(key), static_cast<std::uint8_t>(load.calls.size()));
    load.level[hour] = level->second;
    if (!is_new) continue;
    Drawn<RequestsPerSecond>& calls = load.calls.emplace_back();
    for (std::size_t i = 0; i < classes.size(); ++i) calls += classes[i].at(hour) * means[i];
  }
  return load;
}

Column growth_of_calls(const Traffic& traffic, int month_of_period) {
  Drawn<RequestsPerSecond> then, first;
  for (const ClassTraffic& requests : traffic.classes) {
    then += requests.task.calls * requests.rate_in(month_of_period);
    first += requests.task.calls * requests.first_rate;
  }
  const Column none = less_equal(first, Drawn<RequestsPerSecond>());
  if (!any(none)) return then / first;
  return select(none, 1.0, then / select(none, Drawn<RequestsPerSecond>(1.0 * request / second), first));
}

WeekNeeds week_needs(const Fleet& fleet, const FleetCapacity& capacity, const Context& context) {
  if (!capacity.fits) return {WeekNeed::even(0.0)};
  const Traffic& traffic = context.traffic;
  const Block& block = context.block;
  const bool grows = traffic.grows(), by_hour = fleet.follow_load && !fleet.replicas;
  const Column least = fleet.least ? block(*fleet.least) : Column(1.0),
               spare = fleet.spare ? block(*fleet.spare) : Column(0.0);
  const Drawn<RequestsPerSecond> planned = capacity.planned(block(fleet.max_load));
  const WeekLoad load = by_hour ? week_load(context) : WeekLoad{};
  WeekNeeds needs;
  for (int i = 0; i < (grows ? traffic.period.months : 1); ++i) {
    const Column growth = grows ? growth_of_calls(traffic, i) : Column(1.0);
    if (!by_hour) {
      needs.push_back(
          WeekNeed::even(spare + all_month(fleet, growth * capacity.peak, planned, least, block)));
      continue;
    }
    WeekNeed& week = needs.emplace_back();
    week.level = load.level;
    for (const Drawn<RequestsPerSecond>& calls : load.calls)
      week.replicas.push_back(max(least, ceil(growth * calls / planned)) + spare);
  }
  return needs;
}

}  // namespace llmtco
