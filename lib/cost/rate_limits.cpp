#include "cost/rate_limits.h"

#include <fmt/format.h>

namespace llmtco {
namespace {

/// A limit by its name, and what each class asks for of it in the mean hour: 1 is all of it.
struct OneLimit {
  std::string what;
  Column a_minute;
  std::vector<Column> asked;
};

template <class Counted, Dimension D>
OneLimit limit_on(const char* what, const Uncertain<Quantity<D>>& most, const Use& use, const Block& block,
                  const Counted& counted) {
  const Quantity<D, Column> limit = block(most);
  OneLimit one{what, limit.base_units(), {}};
  for (const ClassUse& each : use.classes)
    one.asked.push_back((counted(each) / month).base_units() / (limit / minute).base_units());
  return one;
}

std::vector<OneLimit> all_limits(const RateLimits& limits, const Use& use, const Block& block) {
  const Column cached = block(limits.cache_read_weight);
  std::vector<OneLimit> all;
  if (limits.requests)
    all.push_back(limit_on("requests", *limits.requests, use, block, [](const ClassUse& each) {
      return each.left * each.traffic->task.calls * each.tasks;
    }));
  if (limits.input)
    all.push_back(limit_on("input tokens", *limits.input, use, block,
                           [&](const ClassUse& each) { return counted_tokens_of(each, cached).input; }));
  if (limits.output)
    all.push_back(limit_on("output tokens", *limits.output, use, block,
                           [&](const ClassUse& each) { return counted_tokens_of(each, cached).output; }));
  return all;
}

/// What is asked of the limit that is passed by most.
std::string reason_of_limits(const RateLimits& limits, const std::vector<OneLimit>& all, const Use& use,
                             const Block& block) {
  const bool waits = limits.over == Overflow::queue;
  std::string text;
  double most = 0;
  for (const OneLimit& each : all) {
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

}  // namespace

void bill(const RateLimits& limits, Use& left, const Block& block, Bill&) {
  const std::vector<OneLimit> all_of_them = all_limits(limits, left, block);
  AskedOfUnits asked;
  for (const OneLimit& each : all_of_them) asked.push_back(each.asked);
  const AboveCapacity above = above_capacity(classes_of(left), asked, 1.0, block);
  Overload overload{.time = above.time};
  set_tokens(left, above, overload);
  set_holds(limits.over, above, 1.0, overload);
  if (!all(overload.holds)) overload.reason = reason_of_limits(limits, all_of_them, left, block);
  left.overloads.push_back(std::move(overload));
}

}  // namespace llmtco
