#include "deployment/limit_waits.h"

#include <algorithm>
#include <span>

#include "columns/column_math.h"
#include "deployment/week_load.h"
#include "latency/token_bucket.h"
#include "workload/compacted_calls.h"

namespace llmtco {
namespace {

/// Calls of a class at a limit in the mean hour, and the mean square of what they ask of it, in seconds of the limit.
struct ClassAtLimit {
  Column rate, each, square;
};

/// Variance of what calls ask over the square of its mean, as their lengths have it.
Column square_cv(const AskedOfLimit& limit, const TaskLengths& lengths) {
  if (!limit.by_length) return 0.0;
  if (limit.what == "output tokens") {
    const Column cv = output_cv_of_calls(lengths);
    return cv * cv;
  }
  if (lengths.compaction) {
    const Column cv = input_cv_of_calls(lengths);
    return cv * cv;
  }
  const Column first = lengths.input / (token / request), step = lengths.step / (token / request);
  const Column n = lengths.calls.mean, mean = first + 0.5 * max(0.0, n - 1.0) * step;
  const Column spread = lengths.input_cv * first;
  const Column variance = spread * spread + step * step * max(0.0, n * n - 1.0) / 12.0;
  const Column some = less(0.0, mean);
  return select(some, variance / select(some, mean * mean, 1.0), 0.0);
}

std::vector<ClassAtLimit> classes_at(const AskedOfLimit& limit, const Use& use, const Column& growth) {
  std::vector<ClassAtLimit> all;
  for (std::size_t i = 0; i < use.classes.size(); ++i) {
    const ClassUse& of = use.classes[i];
    const Column rate = growth * ((of.left * of.traffic->task.calls * of.tasks) / month).base_units().plain();
    const Column some = less(0.0, rate);
    const Column each = select(some, growth * limit.asked[i].plain() / select(some, rate, 1.0), 0.0);
    all.push_back({rate, each, each * each * (1.0 + square_cv(limit, of.traffic->lengths).plain())});
  }
  return all;
}

/// The calls of the hour in which most is asked of a limit, draw by draw.
MeteredCalls busiest_hour(const std::vector<ClassAtLimit>& classes,
                          const std::vector<const RequestClass*>& requests, const Block& block) {
  Column most = -1.0, rate = 0.0, asked = 0.0, square = 0.0;
  for (const AlikeDays& days : alike_days(requests)) {
    for (const AlikeHours& hours : days.hours) {
      Column now = 0.0, now_asked = 0.0, now_square = 0.0;
      for (std::size_t i = 0; i < classes.size(); ++i) {
        const Column own = hours.over_mean[i] * burst_of(*requests[i], block).plain() * classes[i].rate;
        now += own;
        now_asked += own * classes[i].each;
        now_square += own * classes[i].square;
      }
      const Column more = less(most, now_asked);
      most = select(more, now_asked, most);
      rate = select(more, now, rate);
      asked = select(more, now_asked, asked);
      square = select(more, now_square, square);
    }
  }
  const Column some = less(0.0, asked);
  const Column each = select(some, asked / select(some, rate, 1.0), 0.0);
  const Column spread = select(some, square * rate / select(some, asked * asked, 1.0) - 1.0, 0.0);
  return {rate * (request / second), each * second, max(0.0, spread)};
}

/// How much more is called in the fullest month of the period than in its average one.
Column fullest_month(const Traffic& traffic) {
  if (!traffic.grows()) return 1.0;
  Column most = 0.0, sum = 0.0;
  for (int i = 0; i < traffic.period.months; ++i) {
    const Column growth = growth_of_calls(traffic, i);
    most = max(most, growth);
    sum += growth;
  }
  return most.plain() * (static_cast<double>(traffic.period.months) / sum.plain());
}

/// What calls wait for, explained by the limits and what is asked of them instead of by the steps of solvers.
BucketWait told(const BucketWait& wait, const std::vector<AskedOfLimit>& limits) {
  if (!limits.front().a_minute.is_traced()) return wait;
  std::vector<Column> asked;
  for (const AskedOfLimit& each : limits) {
    Column sum = 0.0;
    for (const Column& by_class : each.asked) sum += by_class;
    asked.push_back(sum * each.a_minute);
  }
  std::vector<Argument> of;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    of.push_back({"asked a minute, mean", asked[i]});
    of.push_back({"rate limit, a minute", limits[i].a_minute});
  }
  const std::span<const Argument> all(of);
  return {opaque("part of the calls of the busiest hour that wait at a token bucket", wait.waiting, all),
          opaque("mean wait at a token bucket", wait.mean / second, all, &Seconds::dimension) * second};
}

/// The wait for quieter hours: an even spread between nothing and the longest wait.
LatencyDistribution wait_for_quiet(const RateLimits& limits, const std::vector<AskedOfLimit>& all,
                                   const Use& use, const Column& growth, const Block& block) {
  if (limits.over != Overflow::queue) return LatencyDistribution::constant({});
  AskedOfUnits asked;
  for (const AskedOfLimit& each : all) {
    asked.emplace_back();
    for (const Column& by_class : each.asked) asked.back().push_back(growth * by_class);
  }
  const Drawn<Seconds> longest = above_capacity(classes_of(use), asked, 1.0, block).wait;
  return LatencyDistribution::from_percentiles(0.5 * longest, 0.95 * longest);
}

}  // namespace

std::vector<LatencyDistribution> waits_at_limits(const std::vector<Contract>& contracts, const Use& bought,
                                                 const Context& context) {
  const auto found = std::find_if(contracts.begin(), contracts.end(), [](const Contract& contract) {
    return std::holds_alternative<RateLimits>(contract);
  });
  if (found == contracts.end()) return {};
  const RateLimits* limits = &std::get<RateLimits>(*found);
  Use left = bought;
  left.period.months = 1;  // contracts count by the month, and what is used is that of one
  Bill unused;
  bill({contracts.begin(), found}, left, context.block, unused);
  const Column growth = fullest_month(context.traffic);
  const std::vector<AskedOfLimit> all = asked_of_limits(*limits, left, context.block);
  std::vector<const RequestClass*> requests = classes_of(left);
  const Drawn<Seconds> plain_burst(context.block(limits->burst).base_units().plain());
  std::optional<BucketWait> longest;
  for (const AskedOfLimit& each : all) {
    const BucketWait wait =
        bucket_wait(busiest_hour(classes_at(each, left, growth), requests, context.block), plain_burst);
    longest = longest ? longer(*longest, wait) : wait;
  }
  const LatencyDistribution at_limit = over_calls(told(*longest, all)),
                            whole = at_limit.then(wait_for_quiet(*limits, all, left, growth, context.block));
  const LatencyDistribution none = LatencyDistribution::constant({});
  std::vector<LatencyDistribution> waits;
  for (const ClassUse& each : left.classes)
    waits.push_back(mix({{each.left, whole}, {1.0 - each.left, none}}));
  return waits;
}

}  // namespace llmtco
