#include "routing/router.h"

#include "columns/column_math.h"

namespace llmtco::routing {
namespace {

constexpr double root_two = 1.4142135623730951;

}  // namespace

Routed routed(const Outcomes& outcomes, const Column& caught, const Column& alarms) {
  const Column& s = outcomes.strong_only;
  return {.strong_share = s * caught + (1.0 - s) * alarms,
          .accuracy = outcomes.weak() + s * caught - outcomes.weak_only * alarms,
          .needless = (1.0 - s) * alarms,
          .missed = s * (1.0 - caught)};
}

Column caught_at(CurveShape shape, const Column& auc, const Column& alarms) {
  if (alarms.is(0) || alarms.is(1)) return alarms;
  if (shape == CurveShape::power) return pow(alarms, (1.0 - auc) / auc);
  const Column some = min(max(alarms, 1e-15), 1.0 - 1e-15);
  const Column inside = normal_cdf(root_two * normal_quantile(auc) + normal_quantile(some));
  return select(less_equal(alarms, 0.0), 0.0, select(greater_equal(alarms, 1.0), 1.0, inside));
}

Routed routed_by_auc(const Outcomes& outcomes, CurveShape shape, const Column& auc, const Column& threshold) {
  const Column alarms = 1.0 - threshold;
  return routed(outcomes, caught_at(shape, auc, alarms), alarms);
}

Routed routed_perfectly(const Outcomes& outcomes, const Column& share) {
  const Column good = min(share, outcomes.strong_only),
               harmful = max(0.0, share - (1.0 - outcomes.weak_only));
  return {.strong_share = share,
          .accuracy = outcomes.weak() + good - harmful,
          .needless = share - good,
          .missed = outcomes.strong_only - good};
}

Routed routed_at_random(const Outcomes& outcomes, const Column& share) {
  return routed(outcomes, share, share);
}

}  // namespace llmtco::routing
