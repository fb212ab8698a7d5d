#include "serving/fleet_life.h"

#include <algorithm>

namespace llmtco::serving {

std::vector<ReplicaSpan> spans_of(const FleetLife& life, Picoseconds span, std::size_t count,
                                  Picoseconds end) {
  std::vector<ReplicaSpan> spans(count);
  for (std::size_t i = 0; i < life.changes.size(); ++i) {
    const FleetLife::Change& change = life.changes[i];
    const Picoseconds until = i + 1 < life.changes.size() ? life.changes[i + 1].time : end;
    for (auto at = static_cast<std::size_t>(change.time / span); at < count; ++at) {
      const Picoseconds begin = static_cast<Picoseconds>(at) * span;
      const Picoseconds high = std::min({begin + span, until, end}), low = std::max(begin, change.time);
      if (high <= low) break;
      const double share =
          static_cast<double>(high - low) / static_cast<double>(std::min(begin + span, end) - begin);
      spans[at].serving += share * change.serving;
      spans[at].paid += share * change.paid;
    }
  }
  return spans;
}

}  // namespace llmtco::serving
