#include "cost/rate_limits.h"

#include <fmt/format.h>

#include "columns/column_math.h"

namespace llmtco {
namespace {

template <class Counted, Dimension D>
AskedOfLimit limit_on(const char* what, const Uncertain<Quantity<D>>& most, const Use& use,
                      const Block& block, const Counted& counted) {
  const Quantity<D, Column> limit = block(most);
  AskedOfLimit one{.what = what, .a_minute = limit.base_units(), .asked = {}};
  for (const ClassUse& each : use.classes)
    one.asked.push_back((counted(each) / month).base_units() / (limit / minute).base_units());
  return one;
}

/// What is asked of the limit that is passed by most.
std::string reason_of_limits(const RateLimits& limits, const std::vector<AskedOfLimit>& all, const Use& use,
                             const Block& block) {
  const bool waits = limits.over == Overflow::queue;
  std::string text;
  double most = 0;
  for (const AskedOfLimit& each : all) {
    const AboveCapacity above = above_capacity(classes_of(use), {each.asked}, 1.0, block);
    const Column& asked = waits ? above.day : above.busiest;
    if (largest(asked) < most) continue;
    most = largest(asked);
    text =
        fmt::format("{} asks for {} {} a minute{}, the rate limit is {}",
                    waits ? "the mean of the busiest day" : "the busiest hour", up_to(asked * each.a_minute),
                    each.what, waits ? ", which waiting cannot mend" : "", up_to(each.a_minute));
  }
  return text;
}

/// Where a mean call of a class asks for more than a limit grants in a minute, and which is the largest.
Column too_large(const std::vector<AskedOfLimit>& all, const Use& use, std::string& reason) {
  Column found = 0.0;
  double most = 1;
  for (const AskedOfLimit& each : all) {
    if (!each.by_length) continue;
    for (std::size_t i = 0; i < use.classes.size(); ++i) {
      const ClassUse& of = use.classes[i];
      const Column a_minute =
          ((of.left * of.traffic->task.calls * of.tasks) / month).base_units() * (minute / second);
      const Column calls = less(0.0, a_minute);
      const Column call = select(calls, each.asked[i] / select(calls, a_minute, 1.0), 0.0);
      found = max(found, less(1.0 + 1e-9, call));
      if (largest(call) <= most) continue;
      most = largest(call);
      reason = fmt::format("a call asks for {} {}, the rate limit is {} a minute",
                           up_to(call * each.a_minute), each.what, up_to(each.a_minute));
    }
  }
  return found;
}

}  // namespace

std::vector<AskedOfLimit> asked_of_limits(const RateLimits& limits, const Use& use, const Block& block) {
  const Column cached = block(limits.cache_read_weight);
  std::vector<AskedOfLimit> all;
  if (limits.requests) {
    all.push_back(limit_on("requests", *limits.requests, use, block, [](const ClassUse& each) {
      return each.left * each.traffic->task.calls * each.tasks;
    }));
    all.back().by_length = false;
  }
  if (limits.input)
    all.push_back(limit_on("input tokens", *limits.input, use, block,
                           [&](const ClassUse& each) { return counted_tokens_of(each, cached).input; }));
  if (limits.output)
    all.push_back(limit_on("output tokens", *limits.output, use, block,
                           [&](const ClassUse& each) { return counted_tokens_of(each, cached).output; }));
  return all;
}

void bill(const RateLimits& limits, Use& left, const Block& block, Bill&) {
  const std::vector<AskedOfLimit> all_of_them = asked_of_limits(limits, left, block);
  AskedOfUnits asked;
  for (const AskedOfLimit& each : all_of_them) asked.push_back(each.asked);
  const AboveCapacity above = above_capacity(classes_of(left), asked, 1.0, block);
  Overload overload{.time = above.time};
  set_tokens(left, above, overload);
  set_holds(limits.over, above, 1.0, overload);
  std::string reason;
  const Column large = too_large(all_of_them, left, reason);
  if (!all(overload.holds)) overload.reason = reason_of_limits(limits, all_of_them, left, block);
  if (any(large)) {
    overload.holds = overload.holds * (1.0 - large);
    overload.reason = reason;
  }
  left.overloads.push_back(std::move(overload));
}

}  // namespace llmtco
