#pragma once
#include <vector>

#include "serving/request.h"

namespace llmtco::serving {

/// What became of the replicas of a fleet that changes.
struct FleetLife {
  struct Change {
    Picoseconds time;
    int serving = 0;  ///< replicas that take requests
    int paid = 0;     ///< those that start, serve, or finish what they have
  };

  std::vector<Change> changes;  ///< what held from a time on
  double paid = 0,
         starting = 0;       ///< replicas x picoseconds, to the last token; of these: between order and start
  std::int64_t ordered = 0;  ///< replicas after those of the start
  std::int64_t evicted = 0,
               lost = 0;     ///< replicas that were given notice, and requests that had to begin anew
  std::int64_t at_door = 0;  ///< requests that found no replica
  int most = 0;              ///< replicas that served at once
};

/// Averages over equal spans of time from 0, as many as those of a timeline.
struct ReplicaSpan {
  double serving = 0, paid = 0;
};
std::vector<ReplicaSpan> spans_of(const FleetLife& life, Picoseconds span, std::size_t count,
                                  Picoseconds end);

}  // namespace llmtco::serving
