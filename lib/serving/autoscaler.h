#pragma once
#include <cstddef>
#include <deque>

#include "serving/request.h"
#include "text/names.h"

namespace llmtco::serving {

/// How many replicas a fleet has, by what its requests ask for:
///
///     wanted  = ceil(requests / target), within least and most
///     desired = the most that was wanted within the last `scale_down_delay`
///
/// every `interval`; that is Kubernetes' HorizontalPodAutoscaler on a sum over replicas, with its interval of 15 s and its
/// window of 300 s. Requests: all that are not answered (in flight), or those that nobody serves yet (queued). Who comes at
/// the very moment of a check is not counted.
///
/// With a least of 0 the fleet goes when it has been empty for `keep_warm`, and a request that finds none orders one at
/// once, as serverless workers and Knative do.
///
/// Example: target 10 in flight. 34 requests: 4 replicas. 8 of them a minute later: 1 is wanted, but 4 stay for 300 s.
///
/// Left out: the tolerance of 10 % within which Kubernetes does nothing, limits on how many come at a time, means over
/// the time between checks.
struct Autoscaling {
  enum class Signal { in_flight, queued };

  int least = 1, most = 1;
  Signal signal = Signal::in_flight;
  double target = 1;                                              ///< requests a replica
  double interval = 15, scale_down_delay = 300, keep_warm = 300;  ///< seconds
};

inline constexpr Names<Autoscaling::Signal, 2> signal_names{
    {{{Autoscaling::Signal::in_flight, "in-flight"}, {Autoscaling::Signal::queued, "queued"}}}};

class Autoscaler {
 public:
  explicit Autoscaler(const Autoscaling& rules);

  /// Replicas to have after a check at `now` that counts so many requests. Times only grow.
  int desired(Picoseconds now, std::size_t requests);
  /// Nothing was ever wanted.
  void forget() { wanted_.clear(); }

 private:
  struct Wanted {
    Picoseconds time;
    int replicas;
  };

  Autoscaling rules_;
  Picoseconds delay_;
  std::deque<Wanted> wanted_;  ///< falling: what a later check wanted more of is not kept
};

}  // namespace llmtco::serving
