#include "routing/critical.h"

namespace llmtco::routing {

CriticalMix by_criticality(const CriticalTraffic& traffic, const Column& precise, const Column& cheap) {
  const Column sent = traffic.share * traffic.caught + (1.0 - traffic.share) * traffic.alarms;
  return {.precise_share = sent,
          .accuracy = cheap + sent * (precise - cheap),
          .critical_accuracy = cheap + traffic.caught * (precise - cheap)};
}

}  // namespace llmtco::routing
